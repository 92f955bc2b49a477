package org.lgsc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What docs/architecture.md says of the artifacts is what the poms say. */
class ArchitecturePictureTest {
    private static final Pattern ARROW = Pattern.compile("(?m)^ +([a-z-]+) --> ([a-z-]+)$");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `(?:lgsc-)?([a-z-]+)` \\| `([a-z/-]+)` \\| (.*) \\| .* \\|$");
    private static final Pattern TYPE =
            Pattern.compile("`((?:core|data|eval|train|cli)(?:\\.[a-z0-9]+)*\\.[A-Z]\\w+)`");
    private static final Pattern PACKAGE = Pattern.compile("`([a-z0-9.]+)`");

    private static String page;

    @BeforeAll
    static void read() throws Exception {
        page = Files.readString(Artifacts.ROOT.resolve(Path.of("docs", "architecture.md")));
    }

    @Test
    void arrowsAreDependencies() throws Exception {
        Map<String, Set<String>> drawn = new TreeMap<>();
        Matcher arrow = ARROW.matcher(page);
        while (arrow.find()) {
            drawn.computeIfAbsent(arrow.group(1), x -> new TreeSet<>()).add(arrow.group(2));
        }
        Map<String, Set<String>> built = new TreeMap<>();
        for (String name : shown()) {
            built.put(name, reached(name, Artifacts.needs()));
        }
        assertThat(built).hasSizeGreaterThan(8);
        built.forEach((name, needs) -> assertThat(reached(name, drawn)).as(name).isEqualTo(needs));
        drawn.forEach(
                (name, needs) ->
                        needs.forEach(
                                n ->
                                        assertThat(needs)
                                                .as("%s --> %s says no more", name, n)
                                                .noneMatch(o -> reached(o, drawn).contains(n))));
    }

    private static Set<String> reached(String from, Map<String, Set<String>> arrows) {
        Set<String> reached = new TreeSet<>();
        for (String next : arrows.getOrDefault(from, Set.of())) {
            reached.add(next);
            reached.addAll(reached(next, arrows));
        }
        return reached;
    }

    @Test
    void rowsNameFoldersAndPackagesThatAreThere() throws Exception {
        Set<String> named = new TreeSet<>();
        Matcher row = ROW.matcher(page);
        while (row.find()) {
            named.add(row.group(1));
            Path folder = Artifacts.ROOT.resolve(row.group(2));
            assertThat(Artifacts.name(folder)).isEqualTo(row.group(1));
            Matcher packages = PACKAGE.matcher(row.group(3));
            while (packages.find()) {
                assertThat(
                                folder.resolve(Path.of("src", "main", "java", "org", "lgsc"))
                                        .resolve(packages.group(1).replace('.', '/')))
                        .isDirectory();
            }
        }
        assertThat(named).isEqualTo(shown());
    }

    /** The page sends readers of the paper to types: they must be where it says. */
    @Test
    void typesOfThePaperAreWhereThePageSays() throws Exception {
        Set<String> named = new TreeSet<>();
        Matcher type = TYPE.matcher(page);
        while (type.find()) {
            named.add(type.group(1));
        }
        assertThat(named).hasSizeGreaterThan(15);
        Set<String> there = new TreeSet<>();
        for (Path folder : Artifacts.folders()) {
            Path sources = folder.resolve(Path.of("src", "main", "java", "org", "lgsc"));
            if (Files.isDirectory(sources)) {
                try (Stream<Path> files = Files.walk(sources)) {
                    files.map(x -> sources.relativize(x).toString())
                            .filter(x -> x.endsWith(".java"))
                            .map(x -> x.replace(".java", "").replace(File.separatorChar, '.'))
                            .forEach(there::add);
                }
            }
        }
        assertThat(there).containsAll(named);
    }

    /** All but fixtures of tests. */
    private static Set<String> shown() throws Exception {
        Set<String> shown = new TreeSet<>();
        for (Path folder : Artifacts.folders()) {
            if (!folder.endsWith("fixtures")) {
                shown.add(Artifacts.name(folder));
            }
        }
        return shown;
    }
}
