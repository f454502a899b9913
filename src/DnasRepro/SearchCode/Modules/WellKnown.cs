namespace DnasRepro.SearchCode.Modules;

/// <summary>Names of Python's own modules and of packages that the field installs, so that a missing file is not confused with a package.</summary>
internal static class WellKnown
{
    private static readonly HashSet<string> Standard = Set(
        """
        __future__ __main__ _thread abc aifc argparse array ast asynchat asyncio asyncore atexit audioop base64 bdb binascii binhex bisect builtins bz2 cProfile
        calendar cgi cgitb chunk cmath cmd code codecs codeop collections colorsys compileall concurrent configparser contextlib contextvars copy copyreg crypt
        csv ctypes curses dataclasses datetime dbm decimal difflib dis distutils doctest email encodings ensurepip enum errno faulthandler fcntl filecmp
        fileinput fnmatch formatter fractions ftplib functools gc getopt getpass gettext glob graphlib grp gzip hashlib heapq hmac html http imaplib imghdr imp
        importlib inspect io ipaddress itertools json keyword lib2to3 linecache locale logging lzma mailbox mailcap marshal math mimetypes mmap modulefinder
        msilib msvcrt multiprocessing netrc nis nntplib ntpath numbers opcode operator optparse os ossaudiodev parser pathlib pdb pickle pickletools pipes pkgutil platform
        plistlib poplib posix posixpath pprint profile pstats pty pwd py_compile pyclbr pydoc queue quopri random re readline reprlib resource rlcompleter
        runpy sched secrets select selectors shelve shlex shutil signal site smtpd smtplib sndhdr socket socketserver spwd sqlite3 sre_compile sre_constants sre_parse ssl
        stat statistics string stringprep struct subprocess sunau symbol symtable sys sysconfig syslog tabnanny tarfile telnetlib tempfile termios test textwrap
        threading time timeit tkinter token tokenize tomllib trace traceback tracemalloc tty turtle turtledemo types typing unicodedata unittest urllib uu uuid
        venv warnings wave weakref webbrowser winreg winsound wsgiref xdrlib xml xmlrpc zipapp zipfile zipimport zlib zoneinfo
        cPickle cStringIO StringIO ConfigParser Queue urllib2 urlparse __builtin__ commands exceptions httplib HTMLParser itertools2 cookielib Tkinter thread dummy_threading
        nturl2path pyexpat ntpath genericpath _io _collections _functools _weakref _csv _ctypes _socket _ssl _sqlite3 _struct
        """);

    private static readonly HashSet<string> Packages = Set(
        """
        torch torchvision torchaudio torchtext torch_geometric torch_scatter torch_sparse torch_cluster torch_optimizer torchsummary torchsummaryX torchinfo torchstat torchviz
        torch_xla torchmetrics torchio torchcontrib torchnet torchprofile torchsparse torchpack pytorch_lightning lightning lightning_fabric apex timm fvcore iopath detectron2 mmcv mmengine mmdet mmseg mmcls
        mmrazor mmdet3d mmpretrain mmselfsup mmaction mmpose mmocr mmedit numpy scipy pandas sklearn skimage cv2 PIL Image matplotlib mpl_toolkits pylab seaborn plotly bokeh
        graphviz pydot networkx pygraphviz tensorflow tensorflow_addons tensorflow_datasets tensorflow_probability tensorflow_hub tensorboard tensorboardX tensorboard_logger tf_keras keras keras_tuner kerastuner keras_contrib
        keras_applications keras_preprocessing keras_cv autokeras nibabel nilearn SimpleITK itk pydicom dicom medpy monai nnunet nnunetv2 batchgenerators batchgeneratorsv2 acvl_utils
        dynamic_network_architectures nrrd h5py tables zarr lmdb tqdm yaml ruamel toml tomli omegaconf hydra absl fire click typer docopt configargparse easydict yacs addict munch box attr attrs pydantic
        ml_collections gin wandb mlflow comet_ml neptune clearml visdom sacred aim swanlab thop ptflops pthflops flops_counter deepspeed accelerate transformers tokenizers datasets
        diffusers sentencepiece huggingface_hub einops einops_exts opt_einsum albumentations imgaug kornia Augmentor imageio imageio_ffmpeg pycocotools lvis cityscapesscripts
        nni nas_bench_201_api nats_bench nasbench nasbench301 ConfigSpace hpbandster smac optuna hyperopt ray skopt bayes_opt botorch gpytorch GPy GPyOpt pymoo pymop deap cma nevergrad
        pyro pygad platypus mealpy hyperpopt xgboost lightgbm catboost catboost ngboost statsmodels pingouin sympy numba cupy cython Cython pyximport jax jaxlib flax haiku optax chex objax
        equinox orbax trax tree dm_haiku mxnet gluoncv gluonnlp autogluon paddle paddleslim paddleseg paddlex paddleclas visualdl nnabla nnabla_ext mindspore chainer theano lasagne
        caffe caffe2 cntk onnx onnxruntime onnxsim onnx_tf tensorrt pycuda pynvml nvidia GPUtil psutil gpustat prettytable tabulate termcolor colorama colorlog loguru rich coloredlogs
        requests urllib3 aiohttp httpx flask Flask django fastapi uvicorn gradio streamlit dash bs4 lxml html5lib selenium boto3 botocore google googleapiclient oauth2client azure s3fs
        gcsfs fsspec smart_open gdown wget kaggle zmq redis pymongo sqlalchemy psycopg2 mysql pymysql dill cloudpickle joblib simplejson ujson orjson msgpack pyarrow fastparquet
        openpyxl xlrd xlsxwriter docx pptx pdf2image reportlab nltk spacy gensim textblob jieba sacrebleu rouge bert_score evaluate gym gymnasium stable_baselines3 stable_baselines
        baselines pybullet mujoco_py dm_control atari_py ale_py pettingzoo open3d trimesh pyvista vtk pyntcloud plyfile laspy rasterio shapely fiona geopandas pyproj osgeo gdal
        osr ogr rdkit openbabel Bio biopython mne pywt librosa soundfile sounddevice audioread pydub resampy madmom music21 pretty_midi av decord moviepy ffmpeg skvideo vidaug
        pytest nose hypothesis mock parameterized setuptools pkg_resources pip wheel packaging six future past builtins2 mypy_extensions typing_extensions dataclasses_json absl
        IPython ipywidgets ipykernel notebook nbformat nbconvert jupyter_core google_colab portalocker filelock tensorpack pyhocon jsonschema jsonlines lazy_loader decorator wrapt
        pathos multiprocess multiprocessing_on_dill dask distributed modin polars numexpr bottleneck patsy faiss annoy hnswlib umap hdbscan shap lime captum eli5 alibi
        torchattacks foolbox art advertorch cleverhans robustbench autoattack higher learn2learn betty geoopt pytorch_metric_learning pytorch_msssim lpips piq pyiqa skorch
        ignite catalyst fastai poutyne kornia segmentation_models_pytorch segmentation_models efficientnet_pytorch efficientnet pretrainedmodels resnest inplace_abn encoding
        spconv MinkowskiEngine pointnet2_ops torch_points3d dgl ogb pyg_lib stanza fairseq espnet asteroid speechbrain nemo lightning_utilities adabound adabelief_pytorch ranger
        radam lion_pytorch bitsandbytes xformers flash_attn triton mamba_ssm causal_conv1d peft trl openai anthropic langchain tiktoken sentence_transformers clip open_clip
        horovod mpi4py tfcore pytorch_wavelets pywavelets findpeaks peakutils pyod tslearn sktime darts prophet pmdarima gluonts arch cvxpy cvxopt gurobipy pulp ortools
        osqp quadprog qpth cplex casadi pyomo dataset apted zss editdistance Levenshtein rapidfuzz fuzzywuzzy pyfiglet progressbar progress alive_progress enlighten fastprogress
        pyvirtualdisplay pyautogui pygame kivy PyQt5 PyQt6 PySide2 PySide6 wx cairo gi serial usb smbus RPi pyudev scapy paramiko fabric invoke pexpect sh plumbum sshtunnel
        vega zeus evaluate_service modnas naslib archai aw_nas fblib nvidia_smi pyprof pytorch_memlab torchsnooper snoop icecream line_profiler memory_profiler objgraph pympler
        boost_histogram uproot astropy healpy lmfit emcee corner MDAnalysis mdtraj ase pymatgen pyscf qiskit cirq pennylane numpyro pymc3 pymc arviz edward zhusuan tfp sonnet graph_nets
        ants antspyx antspynet dipy fsl surfa freesurfer pyradiomics radiomics histomicstk openslide pyvips tifffile skbio czifile nd2reader aicsimageio cellpose stardist csbdeep
        Crypto cryptography rsa jwt bcrypt ecdsa nacl OpenSSL certifi chardet charset_normalizer idna pytz dateutil arrow pendulum tzlocal babel unidecode emoji regex pyparsing ply lark antlr4
        jinja2 mako chevron markdown mistune docutils sphinx pygments black isort flake8 pylint yapf autopep8 mypy coverage tox nox invoke poetry hatch flit pipenv virtualenv conda
        hiddenlayer qlib parse deepbrain torchpwl mahotas cmaes medmnist acsconv autograd threadpoolctl pydensecrf ipdb pudb classification_models nas_201_api ppdet ppcls ppocr ppfleetx
        paddlenlp paddlehub paddleaudio paddlets paddleseg3d megengine substratools setproctitle pxr propeller mayavi lucent cytoolz toolz blobfile bagua cc3d tvm monailabel ernie blosc
        csHelpers setGPU gpuutils nvsmi pyhessian hessian_eigenthings backpack functorch torch_pruning torchfile torchsample torchgeometry torchtools tensorly numpngw zstandard lz4
        skorch tsne umap_learn opencv ipykernel memory_tempfile natsort humanize yacman schedule retrying tenacity cachetools diskcache intervaltree sortedcontainers blist bitarray
        win32api win32con win32gui pywintypes pythoncom appdirs platformdirs pyperclip pynput keyboard mouse mss pytesseract easyocr face_recognition dlib mediapipe insightface
        """);

    /// <summary>True for a module of Python itself or a package that is usually installed.</summary>
    public static bool IsPackage(string module) => Standard.Contains(module) || Packages.Contains(module);

    private static HashSet<string> Set(string words) => new(words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);
}
