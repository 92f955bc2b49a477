package org.lgsc.cli.reproduce;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.lgsc.core.Split;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.internal.file.AtomicFile;
import org.lgsc.core.internal.file.Folders;
import org.lgsc.data.dataset.Sample;
import org.lgsc.train.TrainingOptions;
import org.lgsc.train.WarmStarts;

/** A plan as text, with an estimate of its time. */
public final class PlanText {
    private PlanText() {}

    /** Lists the trainings and measures a few steps for the estimate. */
    public static String of(Plan plan) {
        StringBuilder text = new StringBuilder();
        text.append(RootFormat.of("%s%nData: %s%n", plan.table().title(), plan.data()));
        Plan.Fold first = plan.protocols().get(0).folds().get(0);
        Pace pace = pace(first.options());
        double warmStart = first.options().warmStart().steps() * pace.warmStep();
        double rest = Pace.steps(first.options(), stepsPerEpoch(first)) * pace.step();
        for (Plan.Protocol p : plan.protocols()) {
            text.append(
                    RootFormat.of(
                            "  %-20s %d training%s%n",
                            p.name(), p.folds().size(), p.folds().size() == 1 ? "" : "s"));
        }
        plan.missing().forEach(m -> text.append("  ").append(m).append(": no data\n"));
        text.append(
                RootFormat.of(
                        "%d trainings, about %s each; with shared warm starts of encoders,"
                                + " %s in total on this machine, without reading and scoring.%n",
                        plan.folds(),
                        words(warmStart + rest),
                        words(plan.folds() * rest + warmStarts(plan) * warmStart)));
        return text.toString();
    }

    private static Pace pace(TrainingOptions options) {
        try {
            Path temporary = Files.createTempDirectory("lgsc-plan-");
            try {
                return Pace.of(options, null, temporary);
            } finally {
                Folders.delete(temporary);
            }
        } catch (IOException e) {
            throw AtomicFile.failure("temporary files", e);
        }
    }

    /** Number of warm starts; trainings of the same data and encoder share one. */
    private static int warmStarts(Plan plan) {
        return (int)
                plan.protocols().stream()
                        .flatMap(p -> p.folds().stream())
                        .map(f -> f.data() + WarmStarts.identity(f.options()))
                        .distinct()
                        .count();
    }

    private static int stepsPerEpoch(Plan.Fold fold) {
        if (fold.options().epochs() == Integer.MAX_VALUE) {
            return 1; // the steps limit the training, not the epochs
        }
        List<Sample> train = fold.dataset().training().samples(Split.TRAIN);
        long live = train.stream().filter(s -> s.label().isLive()).count();
        long larger = Math.max(live, train.size() - live);
        return (int) Math.max(1, larger / (fold.options().batchSize() / 2));
    }

    static String words(double seconds) {
        return words(Duration.ofMillis(Math.round(1000 * seconds)));
    }

    static String words(Duration d) {
        if (d.toHours() > 0) {
            return d.toHours() + " h " + d.toMinutesPart() + " min";
        }
        return d.toMinutes() > 0
                ? d.toMinutes() + " min " + d.toSecondsPart() + " s"
                : d.toSeconds() + " s";
    }
}
