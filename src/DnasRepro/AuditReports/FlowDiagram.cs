using DnasRepro.Audits;

namespace DnasRepro.AuditReports;

/// <summary>From identified to included as a picture (PRISMA 2020).</summary>
internal static class FlowDiagram
{
    public static string Svg(AuditFlow flow) => throw new UserErrorException($"{flow.Identified}", "Wait.");
}
