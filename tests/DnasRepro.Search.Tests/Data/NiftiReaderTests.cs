using System.Globalization;
using DnasRepro.Search.Data;
using DnasRepro.Search.Data.Nifti;
using DnasRepro.Search.Tests.Support;

namespace DnasRepro.Search.Tests.Data;

/// <summary>Against nibabel: its own test files, and files of every kind that it makes.</summary>
public class NiftiReaderTests
{
    /// <summary>Says of every file what nibabel reads: shape, affine and numbers, as stored and in canonical order.</summary>
    private const string Tell = """

        def tell(path):
            try:
                image = nibabel.load(path)
                assert type(image) in (nibabel.Nifti1Image, nibabel.Nifti1Pair)
                # nibabel turns no image of fewer than three axes.
                solid = image if image.ndim > 2 else nibabel.Nifti1Image(image.get_fdata().reshape(image.shape + (1,) * (3 - image.ndim)), image.affine)
                kinds = [image, nibabel.as_closest_canonical(solid)]
            except Exception as error:
                print(path, '-', repr(error), sep='\t'); return
            row = [path]
            for i, kind in enumerate(kinds):
                data = kind.get_fdata()
                raw = f'{next(number)}.raw'
                data.astype('<f8').ravel(order='F').tofile(raw)
                shape = list(data.shape) + [1] * (3 - data.ndim)
                row += [raw, ' '.join(map(str, shape)), ' '.join(repr(float(v)) for v in kind.affine[:3].ravel())]
            row.append(' '.join(repr(float(v)) for v in nibabel.affines.voxel_sizes(image.affine)))
            print(*row, sep='\t')
        number = itertools.count()
        """;

    private static readonly (string, string) Nibabel = ("nibabel", "nibabel");

    [Fact]
    public void Reads_the_files_of_nibabels_own_tests_as_nibabel_does()
    {
        using var folder = new TempFolder();
        var told = ScriptedPython.Run(Nibabel, folder.Path, """
            import glob, itertools, os, nibabel
            """ + Tell + """

            data = os.path.join(os.path.dirname(nibabel.__file__), 'tests', 'data')
            for path in sorted(glob.glob(data + '/*.nii*') + glob.glob(data + '/nifti1.hdr')):
                tell(path)
            """);

        var readable = Compare(folder, told);

        Assert.True(readable >= 6, told);
    }

    [Fact]
    public void Reads_every_type_byte_order_scale_and_affine_as_nibabel_does()
    {
        using var folder = new TempFolder();
        var told = ScriptedPython.Run(Nibabel, folder.Path, """
            import gzip, itertools, struct, nibabel, numpy as np
            """ + Tell + """

            random = np.random.default_rng(5)
            def turn():
                m, _ = np.linalg.qr(random.normal(size=(3, 3))); return m
            def affine(kind):
                a = np.eye(4); a[:3, 3] = random.normal(0, 50, 3)
                zooms = np.diag(random.uniform(.3, 4, 3))
                a[:3, :3] = {'plain': zooms, 'flipped': zooms @ np.diag([-1, 1, -1]), 'permuted': zooms[[2, 0, 1]] * [[1], [-1], [1]],
                             'oblique': turn() @ zooms, 'sheared': turn() @ zooms @ (np.eye(3) + random.normal(0, .2, (3, 3)))}[kind]
                return a
            types = ['u1', 'i1', 'i2', 'u2', 'i4', 'u4', 'i8', 'u8', 'f4', 'f8']
            scales = [(np.nan, 0), (0, 3), (1, 0), (2.5, -7), (-.125, 3)]
            forms = ['s', 'q', 'both', 'none']
            kinds = ['plain', 'flipped', 'permuted', 'oblique', 'sheared']
            shapes = [(4, 3, 2), (5, 4), (3, 2, 4, 2), (2, 3, 2, 1), (7,), (2, 2, 3, 1, 3)]
            n = 0
            for t, order, in itertools.product(types, '<>'):
                for scale, kind in itertools.product(scales, kinds):
                    n += 1
                    h = nibabel.Nifti1Header(endianness=order)
                    shape = shapes[n % len(shapes)]
                    h.set_data_shape(shape); h.set_data_dtype(t)
                    h['pixdim'][1:4] = random.uniform(.5, 3, 3)
                    h['scl_slope'], h['scl_inter'] = scale
                    form = forms[n % 4]
                    if form in ('q', 'both'): h.set_qform(affine(kind), code=1, strip_shears=True)
                    if form in ('s', 'both'): h.set_sform(affine(kind), code=2)
                    if n % 7 == 0: h['pixdim'][1:4] *= [1, 0, 1]
                    h['magic'] = b'n+1'
                    offset = [352, 368, 416][n % 3]
                    h['vox_offset'] = offset
                    d = np.dtype(t)
                    if d.kind == 'f': values = random.normal(0, 1000, shape)
                    else: values = random.integers(np.iinfo(d).min, np.iinfo(d).max, shape, dtype=d, endpoint=True)
                    extension = b'\1\0\0\0' + struct.pack(order + 'ii', offset - 352, 6) if offset > 352 else b''
                    blob = h.binaryblock + extension
                    blob = blob.ljust(offset, b'\0') + values.astype(d.newbyteorder(order)).tobytes(order='F')
                    path = f'{n}.nii' + '.gz' * (n % 2)
                    open(path, 'wb').write(gzip.compress(blob) if n % 2 else blob)
                    tell(path)
            """);

        Assert.Equal(500, Compare(folder, told));
    }

    [Fact]
    public void Reads_pairs_of_header_and_image_as_nibabel_does()
    {
        using var folder = new TempFolder();
        var told = ScriptedPython.Run(Nibabel, folder.Path, """
            import itertools, nibabel, numpy as np
            """ + Tell + """

            nibabel.save(nibabel.Nifti1Pair(np.arange(24, dtype=np.int16).reshape(4, 3, 2), np.diag([-2, 1, 3, 1])), 'pair.hdr')
            tell('pair.hdr')
            """);

        Assert.Equal(1, Compare(folder, told));
    }

    private static int Compare(TempFolder folder, string told)
    {
        var readable = 0;
        foreach (var line in told.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var row = line.Split('\t');
            var path = Path.Combine(folder.Path, row[0]);
            if (row[1] == "-")
            {
                Assert.True(Record.Exception(() => Load(path)) is UserErrorException, line);
                continue;
            }
            var image = Load(path);
            Same(row[1..4], image, folder);
            Same(row[4..7], image.Canonical(), folder);
            RawFiles.Close(Numbers(row[7]), image.Spacing.Select(s => (float)s), 1e-6, row[0]);
            readable++;
        }
        return readable;
    }

    private static NiftiImage Load(string path)
    {
        var name = Path.GetFileName(path);
        using var stream = File.OpenRead(path);
        if (!name.EndsWith(".hdr", StringComparison.Ordinal))
            return NiftiReader.Read(stream, name, new DataLimits());
        var pixels = Path.ChangeExtension(path, ".img");
        using var image = File.Exists(pixels) ? File.OpenRead(pixels) : Stream.Null;
        return NiftiReader.ReadPair(stream, image, name, new DataLimits());
    }

    private static void Same(string[] expected, NiftiImage image, TempFolder folder)
    {
        var shape = Numbers(expected[1]).Select(v => (int)v).ToList();
        Assert.Equal(shape[..3], image.Size);
        Assert.Equal(shape.Skip(3).Aggregate(1, (a, b) => a * b), image.Channels);
        RawFiles.Close(Numbers(expected[2]), image.Affine.Cast<double>().Select(v => (float)v), 2e-6, image.Name + " affine");
        RawFiles.Close(RawFiles.Read<double>(folder[expected[0]]), image.Values, 1e-6, image.Name);
    }

    private static List<double> Numbers(string text) => [.. text.Split(' ').Select(v => double.Parse(v, CultureInfo.InvariantCulture))];
}
