using DnasRepro.SearchCode;

namespace DnasRepro.Runs.Proposals;

/// <summary>The names under which programs take what a rerun sets, without dashes and in lower case.</summary>
internal static class OptionWords
{
    public static readonly HashSet<string> Seed = Set("seed random_seed manual_seed manualseed rand_seed randomseed rng_seed torch_seed global_seed init_seed search_seed seed_num");
    public static readonly HashSet<string> Epochs = Set("epochs epoch num_epochs num_epoch max_epochs max_epoch n_epochs nb_epochs nepochs search_epochs search_epoch total_epochs epoch_num epochs_num num_train_epochs");
    public static readonly HashSet<string> Data = Set("data data_dir data_path data_root datadir datapath dataroot dataset_dir dataset_path dataset_root data_folder root_dir root img_dir image_dir images_dir train_data_dir");
    public static readonly HashSet<string> Output = Set("out out_dir outdir output output_dir output_path out_path save save_dir save_path savedir save_folder log_dir logdir log_path exp exp_dir exp_name expname experiment experiment_name work_dir workdir result_dir results_dir checkpoint_dir checkpoint_path ckpt_dir model_dir run_name checkname");
    public static readonly HashSet<string> Gpu = Set("gpu gpus gpu_id gpu_ids cuda no_cuda use_cuda use_gpu cuda_device n_gpu num_gpus");
    public static readonly HashSet<string> Threads = Set("threads num_threads n_threads nthreads");
    public static readonly HashSet<string> Configuration = Set("config cfg config_file cfg_file config_path conf yaml yaml_file");

    public static bool Is(ProgramOption option, HashSet<string> names) => names.Contains(Last(option.Name)) || names.Contains(Last(option.Destination));

    /// <summary>The last part of a name: <c>search.num-epochs</c> is <c>num_epochs</c>.</summary>
    public static string Last(string name)
    {
        var plain = name.TrimStart('-').ToLowerInvariant().Replace('-', '_');
        return plain[(plain.LastIndexOf('.') + 1)..];
    }

    private static HashSet<string> Set(string words) => new(words.Split(' '), StringComparer.Ordinal);
}
