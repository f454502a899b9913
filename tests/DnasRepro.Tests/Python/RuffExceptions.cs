using System.Text.RegularExpressions;

namespace DnasRepro.Tests.Python;

/// <summary>Files of ruff's parser on which we differ, and why.</summary>
internal static partial class RuffExceptions
{
    private const string Later = "syntax of Python 3.15, which is not out";

    public static readonly Dictionary<string, string> Valid = new()
    {
        ["lazy_import_relative_py315.py"] = Later,
        ["lazy_import_semantic_ok_py315.py"] = Later,
        ["lazy_import_stmt_py315.py"] = Later,
        ["pep_798_unpacking_comprehensions_py315.py"] = Later,
        ["starred_list_comp_py315.py"] = Later,
        ["parenthesized_kwarg_py37.py"] = "f((a)=1) was let through by Python 3.7 and earlier; nobody writes it",
        ["del_debug_py38.py"] = "del __debug__ was let through by Python 3.8 and earlier; nobody writes it",
        ["match.py"] = "case f'{y}' is parsed there, although CPython refuses it",
    };

    /// <summary>Errors that a reader of a repository gains nothing from: they need scopes, tables of Unicode names, or the flow of patterns.</summary>
    private static readonly Dictionary<string, string> Silent = new()
    {
        ["debug_shadow_class.py"] = "the name __debug__ is not looked for everywhere",
        ["debug_shadow_function.py"] = "the name __debug__ is not looked for everywhere",
        ["debug_shadow_import.py"] = "the name __debug__ is not looked for everywhere",
        ["debug_shadow_match.py"] = "the name __debug__ is not looked for everywhere",
        ["debug_shadow_try.py"] = "the name __debug__ is not looked for everywhere",
        ["debug_shadow_type_alias.py"] = "the name __debug__ is not looked for everywhere",
        ["different_match_pattern_bindings.py"] = "what patterns bind is not compared",
        ["multiple_assignment_in_case_pattern.py"] = "what patterns bind is not compared",
        ["duplicate_match_key.py"] = "the keys of patterns are not compared",
        ["irrefutable_case_pattern.py"] = "whether a pattern always fits is not asked",
        ["duplicate_type_parameter_names.py"] = "the names of type parameters are not compared",
        ["invalid_annotation_class.py"] = "yield, await and := in annotations need scopes",
        ["invalid_annotation_function.py"] = "yield, await and := in annotations need scopes",
        ["invalid_annotation_type_alias.py"] = "yield, await and := in annotations need scopes",
        ["invalid_fstring_literal_element.py"] = @"whether \N{NAME} exists needs Unicode's list of names",
        ["invalid_string_literal.py"] = @"whether \N{NAME} exists needs Unicode's list of names",
        ["invalid_future_feature.py"] = "features of __future__ are not checked",
        ["nonlocal_declaration_at_module_level.py"] = "needs scopes",
        ["rebound_comprehension_variable.py"] = "needs scopes",
        ["yield_from_in_async_function.py"] = "needs scopes",
        ["nonlocal_stmt_empty.py"] = "a lone 'nonlocal' is a name in Python 2",
    };

    /// <summary>Why an invalid file has no diagnostics of ours; null when there is no reason.</summary>
    public static string? ReasonOfSilence(string file) =>
        Silent.GetValueOrDefault(file) ?? (OlderOnly().IsMatch(file) ? "an error in older versions only; the parser takes what any version takes" : null);

    [GeneratedRegex(@"_(before_)?py3\d+\.pyi?$")]
    private static partial Regex OlderOnly();
}
