namespace DnasRepro.Results.Pickles;

/// <summary>Why a pickle is not read further. Never leaves the readers.</summary>
internal sealed class PickleRefusal(string why) : Exception(why);
