using DnasRepro.SearchCode.Modules;

namespace DnasRepro.SearchCode.Flow;

/// <summary>Where a learnable tensor is made.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Function">The function that makes it.</param>
/// <param name="Offset">The place.</param>
internal sealed record Origin(int Id, CodeFunction Function, int Offset)
{
    /// <summary>The names of attributes, variables and keys that it is kept under.</summary>
    public HashSet<string> Names { get; } = new(StringComparer.Ordinal);

    /// <summary>True for tensors that a method gives which the repository does not define, known by the method's name alone.</summary>
    public bool IsForeign { get; set; }

    /// <summary>True for a tensor whose values a function is given, as when a sampled architecture is written into a supernet.</summary>
    public bool IsGiven { get; set; }

    /// <summary>True for a tensor that the framework finds or makes by its name, so that the same name elsewhere is the same tensor.</summary>
    public bool IsByName { get; set; }

    /// <summary>True when the model's <c>parameters()</c> lists it.</summary>
    public bool IsModuleParameter { get; set; }

    /// <summary>Those of its names that are attributes or keys: others may know it by them.</summary>
    public HashSet<string> PublicNames { get; } = new(StringComparer.Ordinal);

    /// <summary>In how many functions a variable may hold it.</summary>
    public int Spread { get; set; }

    /// <summary>True when a layer computes with it: the weight of a convolution or normalisation, which chooses nothing.</summary>
    public bool IsLayerWeight { get; set; }

    /// <summary>True for a tensor of a supernet that a library brings.</summary>
    public bool IsLibrary { get; init; }

    public CodeFile File => Function.File;
}

/// <summary>What happens to learnable tensors at a place.</summary>
internal enum SiteKind : byte
{
    /// <summary>Outputs of several candidates are weighted by it.</summary>
    Mix,

    /// <summary>Data are multiplied by it, but not those of several candidates as far as can be seen.</summary>
    Use,

    /// <summary>It chooses which candidate runs.</summary>
    Sample,

    /// <summary>An optimiser made for it steps, or it is changed along its gradient.</summary>
    Update,

    /// <summary>An optimiser over all parameters of a model steps.</summary>
    WholeUpdate,

    /// <summary>An optimiser is made that holds it.</summary>
    OptimiserMade,

    /// <summary>An optimiser over all parameters of a model is made.</summary>
    WholeOptimiserMade,

    /// <summary>A choice is read off it.</summary>
    Pick,
}

/// <summary>A place where something happens to learnable tensors.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="Function">Where.</param>
/// <param name="Offset">Where in the text.</param>
/// <param name="Origins">To which tensors; empty where all parameters are meant.</param>
/// <param name="How">By what, in a word: softmax, argmax, step, …</param>
internal sealed record Site(SiteKind Kind, CodeFunction Function, int Offset, IReadOnlyList<int> Origins, string How)
{
    /// <summary>For optimisers over all parameters of a model: the numbers of the models' classes; empty when they are not known.</summary>
    public IReadOnlyList<int> Models { get; init; } = [];

    /// <summary>True for a mix whose candidates are seen to run: called elements of a list, called layers, their stacked outputs.</summary>
    public bool RunsCandidates { get; init; }

    /// <summary>True for a mix over the elements of a list.</summary>
    public bool IsListed { get; init; }

    /// <summary>True when the tensor was relaxed (softmax and the like) on its way here.</summary>
    public bool IsRelaxed { get; init; }
}
