namespace DnasRepro.SearchCode.Flow;

/// <summary>What the functions of PyTorch, TensorFlow, Keras, JAX, Paddle, MXNet, MindSpore and NNabla do, by the last part of their names.</summary>
internal static class Vocabulary
{
    private static readonly HashSet<string> NormalisingFunctions = Set(
        "softmax log_softmax gumbel_softmax sigmoid hard_sigmoid hardsigmoid logsigmoid log_sigmoid sparsemax entmax entmax15 entmax_bisect softplus softmin tanh spatial_softmax stable_softmax rsample _sample_gumbel gumbel_like gumbel_sigmoid concrete normalize l1_normalize");

    private static readonly HashSet<string> NormalisingClasses = Set(
        "Softmax LogSoftmax Sigmoid Hardsigmoid Sparsemax Softmin Dirichlet RelaxedOneHotCategorical RelaxedBernoulli Gumbel GumbelSoftmax OneHotCategorical OneHotCategoricalStraightThrough Categorical Bernoulli LogitRelaxedBernoulli ExpRelaxedCategorical Concrete");

    private static readonly HashSet<string> Picking = Set(
        "argmax argmin topk top_k top_k_v2 sort argsort nlargest nsmallest heappush argpartition sortperm partialsortperm arg_max in_top_k kthvalue viterbi unravel_index most_common nonzero");

    private static readonly HashSet<string> Sampling = Set("multinomial choice choices sample categorical one_hot bernoulli");

    private static readonly HashSet<string> Creating = Set(
        "Parameter Variable get_variable add_weight add_variable create_parameter get_parameter_or_create get_parameter param self_param create_variable create_global_var");

    private static readonly HashSet<string> Contracting = Set("matmul mm bmm mv dot einsum tensordot inner addmm linear dense");

    private static readonly HashSet<string> Products = Set("mul multiply mul_ multiply_ mul2");

    private static readonly HashSet<string> Stacking = Set("stack parallel_stack concat concatenate cat");

    private static readonly HashSet<string> Steps = Set("step minimize apply_gradients apply_updates update apply optimizer_step step_and_update backward_and_step train_on_batch clear_and_step");

    private static readonly HashSet<string> InPlace = Set("add_ sub_ mul_ div_ copy_ addcmul_ addcdiv_ assign assign_sub assign_add set_value set_data index_add_ scatter_add_ lerp_ clamp_ set_");

    private static readonly HashSet<string> Storing = Set("append extend insert add update setdefault appendleft push put register_parameter register_buffer add_param_group set_parameters register add_parameter push_back");

    private static readonly HashSet<string> TensorAttributes = Set("data T module value mT H real weight_ _value read_value variables trainable_variables trainable_weights weights_ values probs logits params");

    private static readonly HashSet<string> Optimisers = Set(
        "Adam AdamW SGD RMSprop RMSProp Adagrad Adadelta Adamax NAdam Nadam RAdam ASGD Rprop LBFGS SparseAdam LAMB Lamb LARS Lion AdaBound AdaBelief Ranger Yogi Novograd NovoGrad Momentum MomentumOptimizer AdamOptimizer RMSPropOptimizer GradientDescentOptimizer AdagradOptimizer AdamWeightDecay Nesterov AdaBoundW SWATS QHAdam DiffGrad ExtraAdam adam adamw sgd rmsprop adagrad adabelief lamb momentum");

    private static readonly HashSet<string> Wrappers = Set(
        "ModuleList ParameterList ParameterDict ModuleDict Sequential DataParallel DistributedDataParallel DDP list tuple set dict deepcopy copy iter next reversed zip enumerate sorted partial jit script compile function prepare initialize wrap to_static LayerList LayerDict CellList FP16_Optimizer OptimWrapper DistributedOptimizer distributed_model distributed_optimizer BalancedDataParallel DataParallelCriterion SyncBatchNorm convert_sync_batchnorm convert_model get_model unwrap_model SAM Lookahead LARC OptimizerWrapper AmpOptimWrapper OrderedDict defaultdict chain product map filter");

    private static readonly HashSet<string> GenericMethods = Set(
        "get items keys values pop copy format join split strip replace read write close open load save step update zero_grad backward train eval cuda cpu to apply append extend run print log info debug fit predict evaluate call forward __call__ __init__ reset start stop size dim numel item tolist numpy view reshape permute transpose mean sum add sub mul div exp abs max min build parse main test validate add_argument parse_args");

    private static readonly HashSet<string> ChainMethods = Set("cuda cpu to train eval half float double share_memory requires_grad_ type contiguous build compile initialize hybridize collect_params set_train prefetch bfloat16 get module unwrap");

    private static readonly HashSet<string> NamedLists = Set("named_parameters get_collection trainable_variables global_variables get_parameters parameters_and_names collect_params parameters_dict named_buffers trainable_params");

    private static readonly HashSet<string> Dropping = Set("len isinstance issubclass hasattr print str repr format type id callable range input open hash bool");

    public static bool Normalises(string name) => NormalisingFunctions.Contains(name) || name.Contains("softmax", StringComparison.OrdinalIgnoreCase) && char.IsLower(name.TrimStart('_').FirstOrDefault('x'))
        || name.Contains("gumbel", StringComparison.OrdinalIgnoreCase) && char.IsLower(name.TrimStart('_').FirstOrDefault('x'));

    public static bool IsNormaliser(string name) => NormalisingClasses.Contains(name);

    public static bool Picks(string name) => Picking.Contains(name);

    public static bool Samples(string name) => Sampling.Contains(name);

    public static bool Creates(string name) => Creating.Contains(name);

    public static bool Contracts(string name) => Contracting.Contains(name);

    public static bool Multiplies(string name) => Products.Contains(name);

    public static bool Stacks(string name) => Stacking.Contains(name);

    public static bool Step(string name) => Steps.Contains(name);

    public static bool ChangesInPlace(string name) => InPlace.Contains(name);

    public static bool Stores(string name) => Storing.Contains(name);

    public static bool KeepsTensor(string name) => TensorAttributes.Contains(name);

    public static bool Wraps(string name) => Wrappers.Contains(name);

    public static bool IsGeneric(string name) => GenericMethods.Contains(name);

    public static bool Chains(string name) => ChainMethods.Contains(name);

    public static bool ListsNamed(string name) => NamedLists.Contains(name);

    /// <summary>True for functions that compute a layer: what they are given beside data is the layer's weight.</summary>
    public static bool IsLayer(string name) => LayerFunctions.Contains(name) || name.StartsWith("conv", StringComparison.OrdinalIgnoreCase) || name.EndsWith("_norm", StringComparison.Ordinal) || name.EndsWith("conv2d", StringComparison.Ordinal);

    private static readonly HashSet<string> LayerFunctions = Set("linear embedding bilinear addmm matmul mm bmm dot scaled_dot_product_attention grid_sample lstm_cell gru_cell prelu bias_add xw_plus_b");

    /// <summary>True for functions that make one number of a whole tensor, which can weight no candidates any more.</summary>
    public static bool Reduces(string name) => name is "sum" or "mean" or "norm" or "item" or "prod" or "std" or "var" or "numel" or "size" or "dim" or "reduce_sum" or "reduce_mean" or "backward" or "ndimension" or "nelement" or "l2_loss" or "float";

    /// <summary>True for the parts of names by which the weights of layers are sorted, as for weight decay.</summary>
    public static bool NamesLayerParameters(string text) => text.ToLowerInvariant() is var lower
        && (lower.Contains("bias") || lower.Contains("norm") || lower.Contains("bn") || lower.Contains("weight") || lower.Contains("backbone") || lower.Contains("encoder") || lower.Contains("decoder") || lower.Contains("head") || lower.Contains("fc") || lower.Contains("classifier") || lower.Contains("embed") || lower.Contains("layer") || lower.Contains("conv"));

    /// <summary>True for the names by which the field's code hands out architecture parameters.</summary>
    public static bool NamesArchitectureParameters(string name) => name is "arch_parameters" or "architecture_parameters" or "arch_params" or "arch_weights" or "get_arch_parameters" or "get_alphas" or "alphas" or "architecture_variables";

    /// <summary>True for attributes that every layer has: what is known of one layer's says nothing about another's.</summary>
    public static bool IsLayerAttribute(string name) => name is "weight" or "bias" or "kernel" or "running_mean" or "running_var" or "grad" or "in_proj_weight" or "qkv";

    public static bool Drops(string name) => Dropping.Contains(name);

    /// <summary>True for the class or function that makes an optimiser, by its name and where it comes from.</summary>
    public static bool MakesOptimiser(string dotted)
    {
        var last = dotted[(dotted.LastIndexOf('.') + 1)..];
        if (last.Length == 0)
            return false;
        if (Optimisers.Contains(last))
            return char.IsUpper(last[0]) || dotted.Contains("optax", StringComparison.Ordinal) || dotted.Contains("optim", StringComparison.OrdinalIgnoreCase);
        if (last.Contains("Scheduler", StringComparison.Ordinal) || last.EndsWith("LR", StringComparison.Ordinal))
            return false;
        return (char.IsUpper(last[0]) && (last.EndsWith("Optimizer", StringComparison.Ordinal) || last.EndsWith("Adam", StringComparison.Ordinal) || last.EndsWith("SGD", StringComparison.Ordinal) || last.StartsWith("Adam", StringComparison.Ordinal)))
            || (dotted.Contains("optim.", StringComparison.Ordinal) && !dotted.Contains("lr_scheduler", StringComparison.Ordinal) && char.IsUpper(last[0]));
    }

    private static HashSet<string> Set(string words) => new(words.Split(' ', StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);
}
