package org.lgsc.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Every command that the guides show exists, with its options. */
class GuideCommandsTest {
    private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");
    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z0-9-]*");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z][a-z -]*)` \\| `");

    /** Options of Spark, Java and the REST service. */
    private static final Set<String> OTHERS =
            Set.of(
                    "--add-modules",
                    "--add-opens",
                    "--conf",
                    "--driver-memory",
                    "--enable-native-access",
                    "--sun-misc-unsafe-memory-access");

    /** Programs of others, in whose words only those of this project are checked. */
    private static final Set<String> PROGRAMS =
            Set.of(
                    "./mvnw",
                    "mvn",
                    "curl",
                    "mkdir",
                    "cd",
                    "for",
                    "do",
                    "sha256sum",
                    "mv",
                    "done",
                    "diff");

    private static final CommandLine LINE =
            new CommandLine(new Lgsc()).setCaseInsensitiveEnumValuesAllowed(true);

    static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(JavaBlock.pages());
        pages.add(Artifacts.ROOT.resolve("CONTRIBUTING.md"));
        return pages;
    }

    static List<ShellCommand> commands() throws IOException {
        List<ShellCommand> commands = new ArrayList<>();
        for (Path page : pages()) {
            commands.addAll(ShellCommand.of(page));
        }
        return commands;
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aCommandOfAShellBlockExists(ShellCommand command) throws Exception {
        List<String> arguments = arguments(command);
        if (arguments != null) {
            assertThatCode(() -> LINE.parseArgs(arguments.toArray(String[]::new)))
                    .doesNotThrowAnyException();
        } else if (command.words().contains("-cp")) {
            String type = command.words().get(command.words().indexOf("-cp") + 2);
            assertThat(Class.forName(type).getMethod("main", String[].class)).isNotNull();
        } else if (command.words().get(0).equals("java")) {
            assertThat(command.words().get(2)).isIn(otherJars());
        } else {
            assertThat(command.words().get(0).replaceAll("^echo$", "diff")).isIn(PROGRAMS);
            checkBuild(command);
        }
    }

    @Test
    void theCommandsAreFound() throws Exception {
        assertThat(commands()).filteredOn(c -> arguments(c) != null).hasSizeGreaterThan(50);
    }

    /** The arguments of this project's command line, or null if it is another program. */
    private static List<String> arguments(ShellCommand command) {
        if (command.words().contains("-cp")) {
            return null;
        }
        List<String> inSpark = command.after("examples/spark.args");
        return inSpark != null ? inSpark : command.after("examples/target/lgsc.jar");
    }

    private static List<String> otherJars() {
        return List.of(
                "examples/benchmarks/target/benchmarks.jar",
                "examples/service/target/lgsc-service.jar");
    }

    /** Tests, modules and profiles that a command names are those of the build. */
    private static void checkBuild(ShellCommand command) throws IOException {
        for (String word : command.words()) {
            if (word.startsWith("-Dit.test=")) {
                assertThat(files("**/" + word.substring(10) + ".java")).isNotEmpty();
            } else if (word.startsWith("-P") && command.words().get(0).equals("./mvnw")) {
                for (String profile : word.substring(2).split(",")) {
                    assertThat(profiles()).contains(profile);
                }
            }
        }
        int module = command.words().indexOf("-pl") + 1;
        if (module > 0) {
            assertThat(Artifacts.ROOT.resolve(command.words().get(module)).resolve("pom.xml"))
                    .isRegularFile();
        }
    }

    private static Set<String> profiles() throws IOException {
        Set<String> profiles = new TreeSet<>();
        for (String pom : List.of("pom.xml", "examples/pom.xml")) {
            Matcher id =
                    Pattern.compile("<profile>\\s*<id>([^<]+)")
                            .matcher(Files.readString(Artifacts.ROOT.resolve(pom)));
            id.results().forEach(r -> profiles.add(r.group(1)));
        }
        return profiles;
    }

    private static List<Path> files(String glob) throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path artifact : Artifacts.folders()) {
            Path tests = artifact.resolve(Path.of("src", "test", "java"));
            if (Files.isDirectory(tests)) {
                try (Stream<Path> files = Files.walk(tests)) {
                    files.filter(tests.getFileSystem().getPathMatcher("glob:" + glob)::matches)
                            .forEach(found::add);
                }
            }
        }
        return found;
    }

    /** An option in the text is one of the command before it, or of any command. */
    @ParameterizedTest
    @MethodSource("pages")
    void anOptionInTheTextExists(Path page) throws Exception {
        TreeMap<String, Set<String>> options = options();
        Set<String> all = new TreeSet<>(OTHERS);
        options.values().forEach(all::addAll);
        Matcher code = CODE.matcher(Files.readString(page));
        while (code.find()) {
            String text = code.group(1).replaceAll(".*lgsc\\.jar ", "");
            String words = text.replaceAll(" -.*| [A-Z].*", "");
            Set<String> known = options.getOrDefault(words, all);
            Set<String> unknown = new TreeSet<>();
            OPTION.matcher(text).results().forEach(r -> unknown.add(r.group()));
            unknown.removeAll(known);
            assertThat(unknown).as(code.group()).isEmpty();
        }
    }

    /** "train" or "bench detect", and what follows it. */
    private static TreeMap<String, Set<String>> options() {
        TreeMap<String, Set<String>> options = new TreeMap<>();
        collect("", LINE, options);
        return options;
    }

    private static void collect(String name, CommandLine line, TreeMap<String, Set<String>> into) {
        Set<String> own = new TreeSet<>();
        CommandSpec spec = line.getCommandSpec();
        for (OptionSpec option : spec.options()) {
            for (String form : option.names()) {
                own.add(form);
                if (option.negatable()) {
                    own.add(spec.negatableOptionTransformer().makeNegative(form, spec));
                }
            }
        }
        into.put(name, own);
        line.getSubcommands().forEach((n, sub) -> collect((name + " " + n).strip(), sub, into));
    }

    @Test
    void theReadmesTableHasAllCommands() throws Exception {
        Set<String> named = new TreeSet<>();
        ROW.matcher(Files.readString(Artifacts.ROOT.resolve("README.md")))
                .results()
                .forEach(r -> named.add(r.group(1)));
        Set<String> commands = options().keySet();
        commands.remove("");
        assertThat(named).isEqualTo(commands);
    }
}
