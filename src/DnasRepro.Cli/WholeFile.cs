namespace DnasRepro.Cli;

/// <summary>Writes files that are either whole or not there.</summary>
internal static class WholeFile
{
    /// <exception cref="UserErrorException">The place cannot be written.</exception>
    public static void Write(string file, string text, string option)
    {
        var part = $"{file}.{Environment.ProcessId}.part";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
            File.WriteAllText(part, text);
            File.Move(part, file, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(part))
                File.Delete(part);
            throw new UserErrorException($"'{file}' cannot be written: {error.Message}", $"Name another place with {option}.");
        }
    }
}
