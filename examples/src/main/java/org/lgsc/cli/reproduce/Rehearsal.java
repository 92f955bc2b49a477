package org.lgsc.cli.reproduce;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.internal.file.AtomicFile;
import org.lgsc.core.internal.file.Folders;
import org.lgsc.data.protocol.Protocol;
import org.lgsc.train.TrainingOptions;
import org.lgsc.train.WarmStarts;

/**
 * Text of a plan on unpacked data sets, with an estimate of the remaining time. To measure it, a
 * few files of each set are prepared and a short training is run in a temporary folder.
 */
public final class Rehearsal {
    private final Plan plan;
    private final Path out;
    private final RunSettings settings;
    private final DataSets sets;
    private final FoldRunner runner;
    private final Path temporary;
    private final Map<String, SetSample> samples = new LinkedHashMap<>();
    private final Map<String, Pace> paces = new HashMap<>();

    private double preparing;
    private double training;
    private double scoring;
    private int folds;
    private int trainings;

    private Rehearsal(Plan plan, Path out, RunSettings settings, DataSets sets, Path temporary) {
        this.plan = plan;
        this.out = out;
        this.settings = settings;
        this.sets = sets;
        this.temporary = temporary;
        runner = new FoldRunner(settings.trainings(), null, settings.checkpointInterval(), null);
    }

    /** Lists folds, counts and missing data, and measures the time of a small part of the work. */
    public static String text(Plan plan, Path out, RunSettings settings, DataSets sets) {
        settings.selection().require(plan);
        Path parent = settings.trainings().toAbsolutePath().getParent();
        try {
            Files.createDirectories(parent);
            Path temporary = Files.createTempDirectory(parent, ".rehearsal-");
            try {
                return new Rehearsal(plan, out, settings, sets, temporary).text();
            } finally {
                Folders.delete(temporary);
            }
        } catch (IOException e) {
            throw AtomicFile.failure(parent.toString(), e);
        }
    }

    private String text() throws IOException {
        StringBuilder text = new StringBuilder();
        text.append(RootFormat.of("%s%nData: %s%n", plan.table().title(), plan.data()));
        for (Plan.Protocol p : plan.protocols()) {
            protocol(text, p);
        }
        plan.missing().forEach(m -> text.append("  left out: ").append(m).append('\n'));
        plan.notes().forEach(n -> text.append("  ").append(n).append('\n'));
        try {
            estimate();
            for (Map.Entry<String, SetSample> set : samples.entrySet()) {
                faces(text, set.getKey(), set.getValue());
            }
            text.append(times());
        } catch (LgscException e) {
            text.append("No estimate of the time: ").append(e.getMessage()).append('\n');
        }
        return text.toString();
    }

    private void protocol(StringBuilder text, Plan.Protocol row) {
        Protocol learning = fold(row.folds().get(0)).learning().protocol();
        Protocol test = fold(row.folds().get(0)).test().protocol();
        long done =
                row.folds().stream()
                        .filter(
                                f ->
                                        FoldRunner.isDone(
                                                out.resolve(row.name()).resolve(f.name()), f))
                        .count();
        text.append(
                RootFormat.of(
                        "  %-18s %d fold%s, %d done; %s: train %s, dev %s, test %s bona fide +"
                                + " attacks%n",
                        row.name(),
                        row.folds().size(),
                        row.folds().size() == 1 ? "" : "s",
                        done,
                        row.folds().get(0).name(),
                        learning.counts(Split.TRAIN),
                        learning.counts(Split.DEV),
                        test.counts(Split.TEST)));
    }

    private static CacheFold fold(Plan.Fold fold) {
        return (CacheFold) fold.dataset();
    }

    private SetSample sample(String name) {
        return samples.computeIfAbsent(name, n -> SetSample.of(sets, n, temporary));
    }

    private void estimate() {
        Set<String> trained = new HashSet<>();
        Set<String> warmed = new HashSet<>();
        for (Plan.Protocol row : plan.protocols()) {
            for (Plan.Fold fold : row.folds()) {
                boolean wanted = settings.selection().includes(row, fold);
                if (wanted
                        && folds < settings.selection().maxFolds()
                        && !FoldRunner.isDone(out.resolve(row.name()).resolve(fold.name()), fold)) {
                    folds++;
                    add(fold, trained, warmed);
                }
            }
        }
        samples.forEach(
                (name, s) ->
                        preparing +=
                                s.secondsPerFile()
                                        * sets.set(name).orElseThrow().presentations().size());
    }

    private void add(Plan.Fold fold, Set<String> trained, Set<String> warmed) {
        CacheFold data = fold(fold);
        CacheFold.Part learning = data.learning();
        // a step costs the same for every data set
        Pace pace = pace(fold.options(), sample(learning.sets().get(0)));
        boolean fresh =
                trained.add(fold.training())
                        && !Files.exists(runner.training(fold).resolve("model.zip"));
        if (fresh) {
            trainings++;
            training += training(fold.options(), data, pace);
            if (warmed.add(fold.learning() + WarmStarts.identity(fold.options()))) {
                training += fold.options().warmStart().steps() * pace.warmStep();
            }
            scoring += pictures(learning, Split.DEV, data.frames().test()) * pace.picture();
        }
        scoring += pictures(data.test(), Split.TEST, data.frames().test()) * pace.picture();
    }

    private Pace pace(TrainingOptions options, SetSample source) {
        String key = options.network() + " " + options.sampling() + " " + options.preprocessing();
        return paces.computeIfAbsent(
                key + source.cache().root(),
                k ->
                        Pace.of(
                                options,
                                source.cache(),
                                temporary.resolve("training-" + paces.size())));
    }

    /** Number of pictures of a split, with at most the given number per video. */
    private double pictures(CacheFold.Part part, Split split, int most) {
        double all = 0;
        for (String set : part.sets()) {
            all += part.of(set, split).size() * Math.min(most, sample(set).pictures());
        }
        return all;
    }

    private double training(TrainingOptions options, CacheFold data, Pace pace) {
        double perEpoch = Math.max(1, Math.floor(places(data) / (options.batchSize() / 2.0)));
        double steps = Pace.steps(options, perEpoch);
        double epochs = Math.ceil(steps / perEpoch);
        double looks =
                options.evaluateEvery() == TrainingOptions.TEN_EVALUATIONS
                        ? Math.min(10, epochs)
                        : Math.ceil(epochs / options.evaluateEvery());
        double dev = pictures(data.learning(), Split.DEV, data.frames().dev());
        return pace.fixed()
                + steps * pace.step()
                + epochs * pace.epoch()
                + looks * dev * pace.picture();
    }

    /** Number of samples of a class in an epoch: all sets have as many as the largest. */
    private double places(CacheFold data) {
        CacheFold.Part learning = data.learning();
        double live = 0;
        double spoof = 0;
        int withLive = 0;
        int withSpoof = 0;
        for (String set : learning.sets()) {
            int first = learning.protocol().trainFrames();
            double frames = Math.min(data.frames().epoch(), sample(set).pictures(first));
            Protocol.Counts counts = Protocol.Counts.of(learning.of(set, Split.TRAIN));
            live = Math.max(live, counts.live() * frames);
            spoof = Math.max(spoof, counts.spoof() * frames);
            withLive += counts.live() > 0 ? 1 : 0;
            withSpoof += counts.spoof() > 0 ? 1 : 0;
        }
        return Math.max(live * withLive, spoof * withSpoof);
    }

    private String times() {
        return RootFormat.of(
                "To do: %d fold%s, %d training%s. On this machine about %s: faces %s, trainings %s,"
                        + " scores %s.%n",
                folds,
                folds == 1 ? "" : "s",
                trainings,
                trainings == 1 ? "" : "s",
                PlanText.words(preparing + training + scoring),
                PlanText.words(preparing),
                PlanText.words(training),
                PlanText.words(scoring));
    }

    private void faces(StringBuilder text, String name, SetSample sample) throws IOException {
        int videos = sets.set(name).orElseThrow().presentations().size();
        text.append(
                sample.secondsPerFile() == 0
                        ? RootFormat.of("Faces of %s: %d, prepared.%n", name, sample.cache().size())
                        : RootFormat.of(
                                "Faces of %s: about %.0f of %d files, %s; not prepared yet.%n",
                                name,
                                sample.pictures() * videos,
                                videos,
                                size(sample.bytes() * videos)));
    }

    private static String size(double bytes) {
        return bytes < 1e9
                ? RootFormat.of("%.0f MB", bytes / 1e6)
                : RootFormat.of("%.1f GB", bytes / 1e9);
    }
}
