namespace DnasRepro.SearchCode.Flow;

/// <summary>Differentiable searches that a library brings, so that only the loop, or only a call, is in the repository.</summary>
internal static class Libraries
{
    /// <summary>The classes by the end of their dotted name, and what they are.</summary>
    private static readonly (string Package, string Name, string What)[] Known =
    [
        ("monai", "TopologySearch", "MONAI's supernet of DiNTS"),
        ("monai", "TopologyConstruction", "MONAI's supernet of DiNTS"),
        ("nni", "DartsTrainer", "NNI's trainer for DARTS"),
        ("nni", "PdartsTrainer", "NNI's trainer for P-DARTS"),
        ("nni", "CdartsTrainer", "NNI's trainer for CDARTS"),
        ("nni", "ProxylessTrainer", "NNI's trainer for ProxylessNAS"),
        ("nni", "ProxylessNasTrainer", "NNI's trainer for ProxylessNAS"),
        ("nni", "FBNetTrainer", "NNI's trainer for FBNet"),
        ("nni", "DARTS", "NNI's strategy DARTS"),
        ("nni", "GumbelDARTS", "NNI's strategy GumbelDARTS"),
        ("nni", "Proxyless", "NNI's strategy Proxyless"),
        ("naslib", "DARTSOptimizer", "NASLib's optimiser DARTS"),
        ("naslib", "GDASOptimizer", "NASLib's optimiser GDAS"),
        ("naslib", "DrNASOptimizer", "NASLib's optimiser DrNAS"),
        ("paddleslim", "DARTSearch", "PaddleSlim's search DARTS"),
        ("archai", "DidartsArchTrainer", "archai's trainer"),
    ];

    /// <summary>The row of a class, or -1.</summary>
    public static int Find(string dotted)
    {
        var (package, name) = (dotted[..(dotted.IndexOf('.') is var dot and > 0 ? dot : dotted.Length)], dotted[(dotted.LastIndexOf('.') + 1)..]);
        return Array.FindIndex(Known, k => k.Package == package && k.Name == name && !dotted.Contains(".models.", StringComparison.Ordinal));
    }

    /// <summary>True for those that bring the whole loop and not only the supernet.</summary>
    public static bool IsWhole(int row) => row > 1;

    public static string Name(int row) => Known[row].What;

    /// <summary>True for attributes under which libraries' supernets keep their architecture parameters.</summary>
    public static bool IsArchitectureAttribute(string name) => name.Contains("alpha", StringComparison.Ordinal) || name.Contains("arch", StringComparison.Ordinal);
}
