using static TorchSharp.torch;

namespace DnasRepro.Search.Networks.Operations;

/// <summary>
/// A depthwise and then a pointwise convolution with nothing between: one linear map. With few channels it is done as one full convolution with the product
/// of both kernels, which is several times as fast as a depthwise one; with many, one after the other.
/// </summary>
internal sealed class Factors(Placement at, int kernel, int dilation, string depthwisePart, string pointwisePart)
{
    /// <summary>Up to here the full convolution's surplus arithmetic costs less than the depthwise convolution's memory traffic (measured: docs/reference-search.md).</summary>
    private const int FewChannels = 16;

    /// <summary>The pointwise kernels of several edges are one matrix with zeros off its diagonal blocks up to this many channels.</summary>
    private const int FewRows = 64;

    private readonly Weight depthwise = at.Kernel(depthwisePart, at.Width, 1, kernel);
    private readonly Weight pointwise = at.Kernel(pointwisePart, at.Width, at.Channels, 1);

    private int Padding => dilation * (kernel - 1) / 2;

    /// <summary>Of a map that all edges share.</summary>
    public Tensor OfState(Tensor map, Selection edges, int stride)
    {
        using var scope = NewDisposeScope();
        var channels = at.Channels;
        if (channels > FewChannels)
            return EachEdge(map, edges, stride).MoveToOuterDisposeScope();
        var inner = edges.Of(depthwise).view([edges.Count, 1, channels, .. at.Spatial.Repeated(kernel)]);
        var outer = edges.Of(pointwise).view([edges.Count, channels, channels, .. at.Spatial.Repeated(1)]);
        var product = (outer * inner).view(at.Spatial.Kernel(edges.Count * channels, channels, kernel));
        return at.Spatial.Convolution(map, product, stride, Padding, dilation).MoveToOuterDisposeScope();
    }

    /// <summary>Of a map that holds each edge's own channels.</summary>
    public Tensor OfEdges(Tensor map, Selection edges)
    {
        using var scope = NewDisposeScope();
        return Pointwise(at.Spatial.Convolution(map, edges.Of(depthwise), 1, Padding, dilation, edges.Count * at.Channels), edges).MoveToOuterDisposeScope();
    }

    private Tensor EachEdge(Tensor map, Selection edges, int stride)
    {
        var copies = edges.Count == 1 ? map : at.Spatial.ChannelsFastest(cat([.. Enumerable.Repeat(map, edges.Count)], 1));
        return Pointwise(at.Spatial.Convolution(copies, edges.Of(depthwise), stride, Padding, dilation, edges.Count * at.Channels), edges);
    }

    private Tensor Pointwise(Tensor map, Selection edges)
    {
        using var scope = NewDisposeScope();
        var (channels, width) = (at.Channels, edges.Count * at.Channels);
        if (width > FewRows && edges.Count > 1)
            return at.Spatial.Convolution(map, edges.Of(pointwise), 1, 0, groups: edges.Count).MoveToOuterDisposeScope();
        var matrix = edges.Of(pointwise).view(width, channels);
        if (edges.Count > 1)
            matrix = block_diag([.. matrix.view(edges.Count, channels, channels).unbind(0)]);
        return at.Spatial.Pointwise(map, matrix).MoveToOuterDisposeScope();
    }
}
