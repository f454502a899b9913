namespace DnasRepro.Tests.Results;

/// <summary>Random damage to bytes.</summary>
internal static class Mutation
{
    private const string Opcodes = "(.0123NRbcegilopqtu}]\u0081\u0093";

    public static byte[] Of(byte[] bytes, Random random)
    {
        var damaged = bytes.ToList();
        for (var n = random.Next(1, 4); n > 0 && damaged.Count > 0; n--)
        {
            var at = random.Next(damaged.Count);
            var length = Math.Min(random.Next(1, 20), damaged.Count - at);
            switch (random.Next(6))
            {
                case 0:
                    damaged[at] = (byte)random.Next(256);
                    break;
                case 1:
                    damaged[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    damaged.RemoveRange(at, length);
                    break;
                case 3:
                    damaged.InsertRange(random.Next(damaged.Count), damaged.GetRange(at, length));
                    break;
                case 4:
                    damaged.RemoveRange(at, damaged.Count - at);
                    break;
                default:
                    damaged[at] = (byte)Opcodes[random.Next(Opcodes.Length)];
                    break;
            }
        }
        return [.. damaged];
    }
}
