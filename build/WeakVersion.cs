using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>
/// Copies a shared library and makes one of its version needs weak, so that the dynamic loader only warns where that version is not there
/// (Vna_flags of https://refspecs.linuxfoundation.org/LSB_5.0.0/LSB-Core-generic/LSB-Core-generic/symversion.html). The source is never written to.
/// </summary>
public sealed class WeakVersion : Task
{
    private const uint NeedsSection = 0x6ffffffe;
    private const ushort Weak = 2;

    /// <summary>The library as the package has it.</summary>
    [Required]
    public string Source { get; set; }

    /// <summary>Where the mended one goes.</summary>
    [Required]
    public string Destination { get; set; }

    /// <summary>The version, as GLIBCXX_3.4.32.</summary>
    [Required]
    public string Version { get; set; }

    public override bool Execute()
    {
        try
        {
            var bytes = File.ReadAllBytes(Source);
            var places = Places(bytes);
            if (places.Count != 1)
                return Refuse(places.Count + " needs of this version were found, and one was expected");
            Put(bytes, places[0], (ushort)(BitConverter.ToUInt16(bytes, places[0]) | Weak));
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(Destination)));
            var part = Destination + ".part";
            File.WriteAllBytes(part, bytes);
            File.Delete(Destination);
            File.Move(part, Destination);
            return true;
        }
        catch (Exception error) when (error is IOException || error is UnauthorizedAccessException || error is ArgumentException || error is InvalidDataException || error is OverflowException)
        {
            return Refuse(error.Message);
        }
    }

    private bool Refuse(string why)
    {
        Log.LogError("{0}: the need of {1} cannot be made weak: {2}. If TorchSharp was updated, see docs/native.md: where its library no longer asks for that version, drop this step.", Source, Version, why);
        return false;
    }

    /// <summary>Where the flags of this version's needs stand in the file.</summary>
    private List<int> Places(byte[] bytes)
    {
        if (bytes.Length < 64 || BitConverter.ToUInt32(bytes, 0) != 0x464c457f || bytes[4] != 2 || bytes[5] != 1)
            throw new InvalidDataException("this is no 64-bit little-endian ELF file");
        var (table, size, count) = (Offset(bytes, 0x28), BitConverter.ToUInt16(bytes, 0x3a), BitConverter.ToUInt16(bytes, 0x3c));
        var places = new List<int>();
        for (var i = 0; i < count; i++)
        {
            var header = checked(table + (i * size));
            if (BitConverter.ToUInt32(bytes, header + 4) != NeedsSection)
                continue;
            var names = Offset(bytes, checked(table + ((int)BitConverter.ToUInt32(bytes, header + 40) * size)) + 24);
            Needs(bytes, Offset(bytes, header + 24), BitConverter.ToUInt32(bytes, header + 44), names, places);
        }
        return places;
    }

    /// <summary>Walks the libraries of a section of needs, and the versions of each.</summary>
    private void Needs(byte[] bytes, int library, uint libraries, int names, List<int> places)
    {
        for (var i = 0; i < libraries; i++)
        {
            var version = checked(library + (int)BitConverter.ToUInt32(bytes, library + 8));
            for (var left = BitConverter.ToUInt16(bytes, library + 2); left > 0; left--)
            {
                if (Name(bytes, checked(names + (int)BitConverter.ToUInt32(bytes, version + 8))) == Version)
                    places.Add(version + 4);
                version = checked(version + (int)BitConverter.ToUInt32(bytes, version + 12));
            }
            library = checked(library + (int)BitConverter.ToUInt32(bytes, library + 12));
        }
    }

    private static string Name(byte[] bytes, int start)
    {
        var end = Array.IndexOf(bytes, (byte)0, start);
        return end < 0 ? throw new InvalidDataException("a name has no end") : Encoding.ASCII.GetString(bytes, start, end - start);
    }

    private static int Offset(byte[] bytes, int at)
    {
        var value = BitConverter.ToUInt64(bytes, at);
        return value < (ulong)bytes.Length ? (int)value : throw new InvalidDataException("an offset leads out of the file");
    }

    private static void Put(byte[] bytes, int at, ushort value)
    {
        bytes[at] = (byte)value;
        bytes[at + 1] = (byte)(value >> 8);
    }
}
