using DnasRepro.Architectures;
using DnasRepro.ReferenceSearch;
using DnasRepro.Search.Networks;
using DnasRepro.Search.Searching;
using static TorchSharp.torch;

namespace DnasRepro.Search.Evaluation;

/// <summary>What is lost by going from the supernet to the architecture read off it, before any retraining.</summary>
/// <param name="Supernet">Validation Dice of the supernet.</param>
/// <param name="Derived">Validation Dice of the derived network with the supernet's weights for what it kept.</param>
internal sealed record DiscretisationGap(double Supernet, double Derived)
{
    /// <summary>Steps after which the running statistics have forgotten all but 0.9^50 = 0.5 % of where they began.</summary>
    private const int LeastSteps = 50;

    /// <summary>
    /// Measures it. The kept operations now have the weight 1 and what comes after them sees other maps than before, so the normalisations'
    /// running statistics are measured anew by forward passes over the training images; no weight is changed.
    /// </summary>
    public static DiscretisationGap Measure(SearchSettings settings, Architecture found, SearchedNetwork network, EvaluationImages images, Device device)
    {
        using var generator = new Generator(0);
        using var derived = IDerivedNetwork.Of(found, settings.Space, images.Data.Training[0].Channels, images.Data.Classes, generator, isAffine: false, network.Supernet.Weights.Type, device);
        derived.TakeWeights(network.Supernet);
        Recalibrate(derived, images.Training, settings.Training.BatchSize);
        return new DiscretisationGap(Dice(i => network.Forward(i, isTraining: false)), Dice(i => derived.Forward(i, isTraining: false)));

        double Dice(Func<Tensor, Tensor> forward) => PooledDice.Of(forward, images.Validation, settings.Training.BatchSize, images.Data.Classes);
    }

    private static void Recalibrate(IDerivedNetwork network, ImageSet set, int batchSize)
    {
        using var grad = no_grad();
        for (var steps = 0; steps < LeastSteps;)
        {
            foreach (var batch in set.InOrder(batchSize))
            {
                using (batch)
                using (network.Forward(batch.Images, isTraining: true))
                    steps++;
            }
        }
    }
}
