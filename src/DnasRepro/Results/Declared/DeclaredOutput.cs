namespace DnasRepro.Results.Declared;

/// <summary>Which of several results counts.</summary>
public enum TakeOf
{
    Last,
    First,
    All,
}

/// <summary>Where a recipe says that a result appears, as far as reading it goes. A recipe's output is translated to this, its path resolved.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Path">stdout, stderr, output (both), or a file's path; a last name may hold * for the newest match.</param>
/// <param name="Kind">genotype or metric; others are not read.</param>
/// <param name="Reader">
/// regex, json_pointer, yaml_path, csv_column, python_genotype, exists, probe, architecture_json, torch, numpy, dints, auto_deeplab,
/// fasterseg, bix_nas, nas_bench_201, printed_tensors or auto.
/// </param>
/// <param name="Expression">The regex, pointer, path, column or key.</param>
public sealed record DeclaredOutput(string Name, string Path, string Kind, string Reader, string? Expression)
{
    /// <summary>To which epoch the result belongs, relative to the epoch that is running when it appears; null when not stated.</summary>
    public int? EpochOffset { get; init; }

    /// <summary>Which of several counts.</summary>
    public TakeOf Take { get; init; } = TakeOf.Last;
}
