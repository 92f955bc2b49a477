package org.lgsc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lgsc.core.image.ImageEncoder;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.data.synthetic.SyntheticFaces;

/**
 * The libraries in projects of other people: what would be published is resolved, compiled against
 * and run outside of this build. The projects' poms (src/test/consumer) check their versions with
 * the list of vulnerable ones.
 */
class ConsumerIT {
    private static final long MOST_BYTES = 180_000_000;
    private static final long MOST_BYTES_OF_RATES = 7_000_000;

    @BeforeAll
    static void install() throws Exception {
        PublishedArtifacts.install();
    }

    @Test
    void aPictureIsCheckedOnTheSmallestClassPath() throws Exception {
        Path project = PublishedArtifacts.project("detector");
        JavaBlock.ofReadme("LivenessDetector.load").main(project, "Detect");
        model(project);
        SyntheticFaces drawn = SyntheticFaces.of(3);
        ImageEncoder.writePng(drawn.portrait(1, 200), project.resolve("selfie.jpg"));
        maven(project, "compile");
        CommandRun run = run(project, "Detect");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out().lines()).as(run.err()).hasSize(1);
        assertThat(run.out()).doesNotContain("UNDECIDED");
        // no logging backend was asked for, and that is all that is said (docs/deployment.md)
        assertThat(run.err().lines()).allMatch(l -> l.startsWith("SLF4J")).hasSize(3);
        if (PublishedArtifacts.build("platform").equals("linux-x86_64")) {
            checkSize(project);
        }
    }

    private static void checkSize(Path project) throws Exception {
        String guide = Files.readString(PublishedArtifacts.ROOT.resolve("docs/deployment.md"));
        long bytes = 0;
        for (Path jar : classPath(project)) {
            bytes += Files.size(jar);
            if (Files.size(jar) > 1_000_000) {
                String name = jar.getFileName().toString().replaceAll("-\\d.*", "");
                assertThat(guide).contains("`" + name);
            }
        }
        assertThat(bytes).isLessThan(MOST_BYTES);
        Matcher excluded =
                Pattern.compile("<exclusion>\\s*<groupId>.*\\s*<artifactId>(.*)</artifactId>")
                        .matcher(Files.readString(project.resolve("pom.xml")));
        while (excluded.find()) {
            assertThat(guide).contains("<artifactId>" + excluded.group(1) + "</artifactId>");
        }
    }

    @Test
    void aUnitTestAssertsErrorRates() throws Exception {
        Path project = PublishedArtifacts.project("evaluation");
        JavaBlock.ofReadme("hasAcerAtMost").test(project, "AcerTest");
        model(project);
        TestFolders.write(project.resolve("faces"), TestFolders.drawn(4, 1));
        maven(project, "test");
        checkVersions(project);
        checkPassed(project, "AcerTest");
    }

    /** Whatever made the scores: no network, nothing native. */
    @Test
    void scoreFilesAreReportedOnWithoutNatives() throws Exception {
        Path project = PublishedArtifacts.project("rates");
        JavaBlock.ofReadme("ScoreFile.read").test(project, "ScoresTest");
        TestFolders.scores(project, TestFolders.drawn(4, 1));
        maven(project, "test");
        checkVersions(project);
        checkPassed(project, "ScoresTest");
        long bytes = 0;
        for (Path jar : classPath(project)) {
            bytes += Files.size(jar);
            assertThat(jar.getFileName().toString())
                    .matches("(lgsc-(base|rates)|commons-|jackson-).*");
        }
        assertThat(bytes).isLessThan(MOST_BYTES_OF_RATES);
    }

    private static void checkPassed(Path project, String test) {
        assertThat(project.resolve("target/surefire-reports/" + test + ".txt"))
                .content()
                .contains("Tests run: 1, Failures: 0, Errors: 0, Skipped: 0");
    }

    @Test
    void aNetworkIsTrained() throws Exception {
        Path project = PublishedArtifacts.project("training");
        JavaBlock.ofReadme("new Trainer").main(project, "Training");
        TestFolders.write(project.resolve("faces"), TestFolders.drawn(4, 1));
        maven(project, "compile");
        checkVersions(project);
        CommandRun run = run(project, "Training");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(project.resolve("lgsc.zip")).isRegularFile();
        // ND4J's, and the only ones (docs/deployment.md)
        assertThat(run.out().lines()).allMatch(l -> l.startsWith("Added differentiated op "));
        assertThat(run.err()).doesNotContain("SLF4J", "NoClassDefFoundError", "Exception");
    }

    /** The same libraries in the same versions, however few of the modules are named. */
    private static void checkVersions(Path project) throws Exception {
        Set<String> here =
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(entry -> Path.of(entry).getFileName().toString())
                        .collect(Collectors.toSet());
        assertThat(classPath(project))
                .map(jar -> jar.getFileName().toString())
                .filteredOn(name -> !name.startsWith("lgsc-"))
                .isNotEmpty()
                .allMatch(here::contains);
    }

    /** Decided at the consumer's build, for a machine that is not the one that builds. */
    @Test
    void anotherPlatformsBinariesAreOneOptionAway() throws Exception {
        Path project = PublishedArtifacts.project("training");
        maven(
                project,
                "-Djavacpp.platform=windows-x86_64",
                "dependency:tree",
                "-DoutputFile=tree.txt");
        assertThat(project.resolve("tree.txt"))
                .content()
                .contains("org.nd4j:nd4j-native:jar:windows-x86_64-onednn:")
                .contains("org.bytedeco:opencv:jar:windows-x86_64:")
                .doesNotContain(":linux-", ":macosx-");
    }

    @Test
    void publishedPomsStandAlone() throws Exception {
        for (Path pom : PublishedArtifacts.poms()) {
            assertThat(pom)
                    .content()
                    .contains("<url>", "<scm>", "<developers>", "<licenses>", "<description>")
                    .doesNotContain("${", "<parent>", "<scope>test</scope>", "<build>");
        }
    }

    @Test
    void jarsHaveLicenceAndModuleName() throws Exception {
        String version = PublishedArtifacts.build("version");
        for (Path folder : Artifacts.published()) {
            String module = Artifacts.name(folder);
            Path jar = folder.resolve("target/lgsc-" + module + "-" + version + ".jar");
            try (JarFile file = new JarFile(jar.toFile())) {
                assertThat(file.getEntry("META-INF/LICENSE")).isNotNull();
                assertThat(file.getEntry("META-INF/NOTICE")).isNotNull();
                assertThat(file.getManifest().getMainAttributes().getValue("Automatic-Module-Name"))
                        .startsWith("org.lgsc.")
                        .endsWith("." + module);
            }
        }
    }

    private static void model(Path project) {
        LgscModel.untrained(
                        LgscNetwork.builder().baseWidth(2).inputSize(64).build(),
                        InputScaling.SYMMETRIC)
                .save(project.resolve("lgsc.zip"));
    }

    /** Runs Maven as somebody else would who has this repository and nothing of this build. */
    static void maven(Path project, String... arguments) throws Exception {
        boolean windows = File.separatorChar == '\\';
        List<String> command = new ArrayList<>();
        command.add(PublishedArtifacts.ROOT.resolve(windows ? "mvnw.cmd" : "mvnw").toString());
        command.addAll(List.of("-B", "-q", "-ntp"));
        command.add("-Dmaven.repo.local=" + PublishedArtifacts.REPOSITORY);
        command.add("-Dmaven.repo.local.tail=" + PublishedArtifacts.build("repository"));
        if (PublishedArtifacts.build("offline").equals("true")) {
            command.add("-o");
        }
        command.addAll(Arrays.asList(arguments));
        CommandRun run = ChildJvm.runCommand(project, command);
        assertThat(run.code()).as(run.out() + run.err()).isZero();
    }

    private static List<Path> classPath(Path project) throws Exception {
        return Arrays.stream(
                        Files.readString(project.resolve("class-path.txt"))
                                .strip()
                                .split(File.pathSeparator))
                .map(Path::of)
                .toList();
    }

    private static CommandRun run(Path project, String main) throws Exception {
        List<String> entries = new ArrayList<>();
        entries.add("target/classes");
        classPath(project).forEach(jar -> entries.add(jar.toString()));
        return ChildJvm.run(
                project, List.of("-cp", String.join(File.pathSeparator, entries), main));
    }
}
