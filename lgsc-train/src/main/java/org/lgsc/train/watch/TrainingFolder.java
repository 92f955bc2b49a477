package org.lgsc.train.watch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.internal.file.AtomicFile;
import org.lgsc.core.internal.file.FolderLock;
import org.lgsc.core.loss.LossValues;
import org.lgsc.core.scoring.CueSource;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.train.TrainingOptions;
import org.lgsc.train.progress.EpochSummary;
import org.lgsc.train.progress.RolledBackStep;
import org.lgsc.train.progress.TrainingPhase;
import org.lgsc.train.progress.TrainingProgress;

/**
 * A folder that shows the progress of a run:
 *
 * <ul>
 *   <li>{@code training.html}, a page to open in a browser, from the disk: losses, learning rate,
 *       development metrics, and a few faces with their cue maps as they evolve. It loads nothing
 *       and refreshes itself during the run.
 *   <li>{@code steps.csv} and {@code epochs.csv} for a spreadsheet.
 *   <li>{@code log.jsonl}, everything, one JSON object per line.
 *   <li>{@code faces/}, the cue maps as pictures.
 * </ul>
 *
 * <p>A resumed run continues in the same folder: steps after the checkpoint are removed and logged
 * again, so that none is logged twice or missing. A folder that cannot be written, for example
 * because the disk is full, does not end training; this is reported once, and waiting lines are
 * written when there is room again. A second run that would write to the folder at the same time is
 * rejected, and a run whose process is ended, as by SIGTERM, leaves a page that states this.
 */
public final class TrainingFolder implements TrainingProgress {
    /** Name of the page. */
    public static final String PAGE = "training.html";

    private static final long PAGE_EVERY = Duration.ofSeconds(5).toNanos();

    private final Path folder;
    private final int everySteps;
    private final Consumer<String> problems;
    private final LongSupplier nanoTime;
    private final RunLog log;
    private final FaceGrid faces;
    private final TrainingPage page;

    private @Nullable FolderLock lock;
    private @Nullable Thread stopping;
    private boolean ended;
    private boolean begun;
    private String problem = "";
    private int failures;
    private @Nullable TrainingPhase resumed;
    private int resumedStep;
    private int before;
    private long phaseStart;
    private long lastPage;
    private long secondsLeft = -1;
    private String outcome = "";
    private boolean done;
    private int epochs;

    /**
     * Creates a folder for one run.
     *
     * @param folder folder, which need not exist
     * @param options options of the run
     * @param dataset data set of the run; faces come from its development split
     * @param everySteps number of steps per line, at least 1
     * @param problems receives one message when the folder cannot be written
     */
    public TrainingFolder(
            Path folder,
            TrainingOptions options,
            PadDataset dataset,
            int everySteps,
            Consumer<String> problems) {
        this(folder, options, dataset, everySteps, problems, System::nanoTime);
    }

    TrainingFolder(
            Path folder,
            TrainingOptions options,
            PadDataset dataset,
            int everySteps,
            Consumer<String> problems,
            LongSupplier nanoTime) {
        if (everySteps < 1) {
            throw new IllegalArgumentException(
                    "steps between two lines of the log must be at least 1, were " + everySteps);
        }
        this.folder = folder;
        this.everySteps = everySteps;
        this.problems = problems;
        this.nanoTime = nanoTime;
        log = new RunLog(folder);
        faces = new FaceGrid(folder.resolve("faces"), dataset, options.preprocessing());
        page = new TrainingPage("Training on " + dataset.name(), options.asMap(), faces);
    }

    /** The path of the folder. */
    public Path path() {
        return folder;
    }

    /** Returns a sentence when writing failed; empty otherwise. */
    public Optional<String> summary() {
        return failures == 0
                ? Optional.empty()
                : Optional.of(
                        RootFormat.of(
                                "Writing to the training folder %s failed %d %s: %s.",
                                folder, failures, failures == 1 ? "time" : "times", problem));
    }

    @Override
    public void onResume(TrainingPhase at, int step) {
        take();
        resumed = at;
        resumedStep = step;
        attempt(
                () ->
                        log.resume(
                                at,
                                step,
                                entry -> {
                                    show(entry);
                                    if (entry.path("type").asText().equals("epoch")) {
                                        epochs = entry.path("epoch").asInt();
                                    }
                                }));
        attempt(() -> faces.resume(epochs));
    }

    @Override
    public void onPhase(TrainingPhase phase) {
        begin();
        log.phase(phase);
        before = phase == resumed ? resumedStep : 0;
        phaseStart = nanoTime.getAsLong();
        secondsLeft = -1;
        writePage();
    }

    /** The first update of a new run takes over the folder. */
    private void begin() {
        if (!begun) {
            take();
            attempt(log::begin);
            attempt(() -> faces.resume(0));
        }
    }

    /**
     * Locks the folder, so that two runs do not mix their lines, and registers {@link #stopped}.
     */
    private void take() {
        if (lock == null) {
            lock = FolderLock.of(folder, ".log-lock", "writes its log to");
            stopping = new Thread(this::stopped, "training folder");
            Runtime.getRuntime().addShutdownHook(stopping);
        }
        begun = true;
    }

    /** Called when the process ends during the run, as on SIGTERM. */
    private void stopped() {
        synchronized (page) {
            ended = true;
            write(page.html("stopped", -1, "The process ended before the run was finished."));
        }
    }

    @Override
    public void onStep(int step, int totalSteps, LossValues losses, double learningRate) {
        long now = nanoTime.getAsLong();
        secondsLeft =
                Duration.ofNanos((now - phaseStart) / Math.max(1, step - before))
                        .multipliedBy(totalSteps - step)
                        .toSeconds();
        ObjectNode entry = log.step(step, totalSteps, losses, learningRate);
        if (step % everySteps == 0 || step == totalSteps) {
            show(entry);
            attempt(() -> log.add(entry));
            attempt(() -> log.addStep(losses, learningRate));
        }
        if (now - lastPage >= PAGE_EVERY) {
            writePage();
        }
    }

    @Override
    public void onRollback(RolledBackStep step) {
        add(log.rolledBack(step).put("text", step.text()));
    }

    @Override
    public void onEvaluation(int epoch, CueSource cues) {
        attempt(() -> faces.look(epoch, cues));
    }

    @Override
    public void onEpoch(EpochSummary epoch) {
        add(log.epoch(epoch));
        attempt(() -> log.addEpoch(epoch));
        writePage();
    }

    @Override
    public void onNotice(String text) {
        begin();
        add(log.note(text));
    }

    private void show(ObjectNode entry) {
        synchronized (page) {
            page.add(entry);
        }
    }

    private void add(ObjectNode entry) {
        show(entry);
        attempt(() -> log.add(entry));
    }

    @Override
    public void onCheckpoint() {
        attempt(log::force);
    }

    @Override
    public void onDone(String summary) {
        done = true;
        outcome = summary;
    }

    @Override
    public void onEnd() {
        if (begun) {
            synchronized (page) {
                if (!ended) {
                    write(page.html(done ? "finished" : "failed", -1, outcome));
                }
            }
            log.close();
            giveBack();
        }
    }

    private void giveBack() {
        if (lock != null) {
            lock.close();
            lock = null;
            try {
                Runtime.getRuntime().removeShutdownHook(stopping);
            } catch (IllegalStateException e) {
                return; // the process is ending already
            }
        }
    }

    private void writePage() {
        synchronized (page) {
            if (!ended) {
                write(page.html("running", secondsLeft, outcome));
            }
        }
        lastPage = nanoTime.getAsLong();
    }

    /** Writes the page in one step: a browser reads either the old page or the new one. */
    private void write(String html) {
        attempt(() -> AtomicFile.writeString(folder.resolve(PAGE), html));
    }

    private void attempt(RunLog.Action attempt) {
        try {
            attempt.run();
        } catch (IOException e) {
            failures++;
            problem = e.toString();
            if (failures == 1) {
                problems.accept(
                        RootFormat.of(
                                "Cannot write to the training folder %s (%s); training continues"
                                        + " without its log and page, and tries again.",
                                folder, problem));
            }
        }
    }
}
