package org.lgsc.cli.evaluate;

import java.nio.file.Path;
import java.util.List;
import org.lgsc.cli.command.Launcher;
import org.lgsc.cli.command.LgscCommand;
import org.lgsc.cli.command.Outputs;
import org.lgsc.cli.fold.CriterionConverter;
import org.lgsc.cli.option.RatingOptions;
import org.lgsc.core.internal.file.AtomicFile;
import org.lgsc.eval.comparison.FileComparison;
import org.lgsc.eval.comparison.FileComparison.SystemFiles;
import org.lgsc.eval.comparison.SystemComparer;
import org.lgsc.eval.comparison.SystemComparison;
import org.lgsc.eval.score.ScoreMeaning;
import org.lgsc.eval.threshold.Criterion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares two systems on the same presentations: error rates and significance tests. */
@Command(
        name = "compare",
        description = {
            "Compare two systems by their test scores on the same presentations: error rates side"
                    + " by side, McNemar's test on the errors, and a paired bootstrap of the"
                    + " difference of ACER.",
            "Each threshold is fitted on the system's own development scores."
        })
public final class Compare extends LgscCommand {
    @Parameters(index = "0", paramLabel = "A.csv", description = "Test scores of the first system.")
    Path testA;

    @Parameters(
            index = "1",
            paramLabel = "B.csv",
            description = "Test scores of the second system.")
    Path testB;

    @Option(names = "--dev-a", paramLabel = "CSV", description = "Development scores of A.")
    Path devA;

    @Option(names = "--dev-b", paramLabel = "CSV", description = "Development scores of B.")
    Path devB;

    @Option(
            names = "--names",
            split = ",",
            arity = "1",
            paramLabel = "NAME",
            description = "Two names, A,B (default: the files' names).")
    List<String> names = List.of();

    @Mixin RatingOptions rating;

    @Option(
            names = "--criterion-b",
            converter = CriterionConverter.class,
            description = "Criterion of B, if it differs.")
    Criterion criterionB;

    @Option(
            names = "--score-is-b",
            description = "Meaning of the scores of B, if it differs: liveness or spoof.")
    ScoreMeaning meaningB;

    @Option(
            names = "--common",
            description =
                    "Compare the presentations that are in both files and list the rest; without"
                            + " this option, a presentation in only one file is an error.")
    boolean common;

    @Option(
            names = "--replicates",
            defaultValue = "1000",
            description =
                    "Bootstrap replicates, drawn by subject if subjects are known, else by"
                            + " presentation; 0 for no interval (default: ${DEFAULT-VALUE}).")
    int replicates;

    @Option(
            names = "--seed",
            defaultValue = "12345",
            description = "Random seed of the bootstrap, not 0 (default: ${DEFAULT-VALUE}).")
    long seed;

    @Option(names = "--title", defaultValue = "", description = "Title of the comparison.")
    String title;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Write comparison.txt, comparison.json and comparison.html.")
    Path out;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the comparison as JSON.")
    Path json;

    @Override
    protected int run() {
        require(names.isEmpty() || names.size() == 2, "Option '--names' takes two names: A,B.");
        SystemFiles a = files("--dev-a", 0, devA, testA, rating.criterion, rating.meaning);
        SystemFiles b =
                files(
                        "--dev-b",
                        1,
                        devB,
                        testB,
                        criterionB == null ? rating.criterion : criterionB,
                        meaningB == null ? rating.meaning : meaningB);
        FileComparison comparison = fromArguments(this::comparison);
        Outputs.file(json);
        Outputs.folder(out);
        SystemComparison compared = comparison.compare(a, b);
        out().print(compared.toText());
        out().flush();
        if (json != null) {
            AtomicFile.writeText(json, compared.toJson());
        }
        if (out != null) {
            compared.write(out);
            err().println("Comparison: " + out.resolve("comparison.html"));
        }
        return 0;
    }

    private FileComparison comparison() {
        return rating.fusion.choose(
                FileComparison.of(
                                SystemComparer.builder()
                                        .title(title)
                                        .commonOnly(common)
                                        .bootstrapReplicates(replicates)
                                        .seed(seed)
                                        .build())
                        .withSharedSubjects(rating.force));
    }

    private SystemFiles files(
            String option, int at, Path dev, Path test, Criterion rule, ScoreMeaning scores) {
        require(
                dev != null || !rule.needsScores(),
                "The criterion %s needs %s, the development scores of %s.",
                rule,
                option,
                test);
        require(
                dev == null || rule.needsScores(),
                "Option '%s' cannot be combined with the threshold %s; leave it out.",
                option,
                rule);
        return new SystemFiles(
                names.isEmpty() ? name(test) : names.get(at), dev, test, rule, scores);
    }

    /** The file's name, with its folder if both files have the same name. */
    private String name(Path test) {
        boolean same = testA.getFileName().equals(testB.getFileName());
        return same ? test.toString() : test.getFileName().toString();
    }

    public static void main(String... args) {
        System.exit(Launcher.execute(new Compare(), args));
    }
}
