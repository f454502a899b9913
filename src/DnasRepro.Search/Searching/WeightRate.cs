using DnasRepro.ReferenceSearch;

namespace DnasRepro.Search.Searching;

/// <summary>The weights' learning rate.</summary>
internal static class WeightRate
{
    /// <summary>Constant, or half a cosine from the first to the smallest (Loshchilov and Hutter 2017).</summary>
    /// <param name="epoch">From 1.</param>
    /// <param name="epochs">Of how many.</param>
    public static double In(int epoch, int epochs, TrainingSettings training)
    {
        var share = (epoch - 1.0) / epochs;
        return training.IsCosine ? training.MinimumLearningRate + (training.LearningRate - training.MinimumLearningRate) * (1 + Math.Cos(Math.PI * share)) / 2 : training.LearningRate;
    }
}
