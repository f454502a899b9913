using DnasRepro.Architectures;

namespace DnasRepro.Runs.Reference;

/// <summary>What the reference engine is to search.</summary>
/// <param name="Settings">The settings as the text of a file that <c>search --config</c> reads; they name no data folder.</param>
/// <param name="Space">The search space of the settings.</param>
/// <param name="Notes">What was taken from the card, made simpler or left out, in sentences.</param>
/// <param name="Epochs">Epochs of one search.</param>
/// <param name="Threads">Threads of one search.</param>
/// <param name="Program">The words that start our own executable.</param>
/// <param name="Version">Which search it is, so that two versions are never mixed.</param>
public sealed record ReferenceRequest(
    string Settings, SearchSpace Space, IReadOnlyList<string> Notes, int Epochs, int Threads, IReadOnlyList<string> Program, string Version);
