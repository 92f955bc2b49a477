package org.lgsc.train.progress;

import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.loss.LossValues;
import org.lgsc.train.internal.progress.LossGroups;

/**
 * Prints a progress bar with the time left and the losses L_r, L_t (sum over its levels) and L_a,
 * or, where the output is not a terminal, one line per minute. Prints one line for each epoch.
 */
public final class ConsoleProgress implements TrainingProgress {
    private static final long LINE_EVERY = Duration.ofMinutes(1).toNanos();

    private final PrintStream out;
    private final boolean terminal;
    private final LongSupplier nanoTime;

    private String phase = TrainingPhase.TRAINING.text();
    private @Nullable TrainingPhase resumed;
    private int resumedStep;

    /** Number of steps of the phase that were made before this process. */
    private int before;

    private @Nullable ProgressBar bar;
    private long phaseStart;
    private long lastLine;

    /** Writes to {@link System#err}, so that standard output stays free for results. */
    public ConsoleProgress() {
        this(System.err);
    }

    /** Writes to the given stream, which counts as a terminal if the process has one. */
    public ConsoleProgress(PrintStream out) {
        this(out, onTerminal(), System::nanoTime);
    }

    /** Whether somebody watches this process at a terminal. */
    @SuppressWarnings("SystemConsoleNull") // where there always is one, it is asked
    public static boolean onTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try { // of JDK 22 and newer, where a pipe can be a console, too
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    ConsoleProgress(PrintStream out, boolean terminal, LongSupplier nanoTime) {
        this.out = Objects.requireNonNull(out, "out");
        this.terminal = terminal;
        this.nanoTime = nanoTime;
        this.phaseStart = nanoTime.getAsLong();
        this.lastLine = phaseStart;
    }

    @Override
    public void onResume(TrainingPhase at, int step) {
        resumed = at;
        resumedStep = step;
    }

    @Override
    public void onPhase(TrainingPhase next) {
        closeBar();
        phase = next.text();
        before = next == resumed ? resumedStep : 0;
        phaseStart = nanoTime.getAsLong();
        lastLine = phaseStart;
        if (!terminal) {
            out.println(phase);
        }
    }

    @Override
    public void onStep(int step, int totalSteps, LossValues losses, double learningRate) {
        if (terminal) {
            if (bar == null) {
                bar =
                        new ProgressBarBuilder()
                                .setTaskName(phase)
                                .setInitialMax(totalSteps)
                                .startsFrom(before, Duration.ZERO)
                                .setUpdateIntervalMillis(500)
                                .setConsumer(new ConsoleProgressBarConsumer(out))
                                .build();
            }
            bar.setExtraMessage(" " + text(losses.heads()));
            bar.stepTo(step);
            return;
        }
        long now = nanoTime.getAsLong();
        if (now - lastLine >= LINE_EVERY) {
            lastLine = now;
            long left = (now - phaseStart) / Math.max(1, step - before) * (totalSteps - step);
            out.printf(
                    Locale.ROOT,
                    "%s: step %d of %d, %s, rate %.2g, about %s left%n",
                    phase,
                    step,
                    totalSteps,
                    text(losses.heads()),
                    learningRate,
                    time(left));
        }
    }

    @Override
    public void onEpoch(EpochSummary epoch) {
        StringBuilder line = new StringBuilder();
        line.append(
                RootFormat.of(
                        "epoch %d (step %d): loss %.3f, %s",
                        epoch.epoch(), epoch.steps(), epoch.meanTotal(), text(epoch.meanLosses())));
        epoch.dev()
                .ifPresent(
                        dev ->
                                line.append(
                                        RootFormat.of(
                                                ", dev ACER %.1f %%, D-EER %.1f %%, threshold %.4g",
                                                100 * dev.acer(),
                                                100 * dev.dEer(),
                                                dev.threshold().spoofScore())));
        if (epoch.best()) {
            line.append(" (best so far)");
        }
        say(line.toString());
    }

    @Override
    public void onRollback(RolledBackStep step) {
        say(step.text());
    }

    @Override
    public void onNotice(String text) {
        say(text);
    }

    private void say(String line) {
        if (bar != null) {
            // clears the bar on this line; it is drawn again below
            out.print("\r\u001b[K");
        }
        out.println(line);
    }

    @Override
    public void onEnd() {
        closeBar();
    }

    private void closeBar() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }

    /**
     * Returns L_r, the sum of L_t, and L_a of the existing heads, and L_o while it is not zero; any
     * other head by its name.
     */
    private static String text(Map<String, Double> heads) {
        StringBuilder text = new StringBuilder();
        LossGroups.of(heads)
                .forEach(
                        (name, value) -> {
                            if (!name.equals(LossGroups.ORDER) || value >= 0.0005) {
                                append(text, name, value);
                            }
                        });
        return text.toString();
    }

    private static void append(StringBuilder text, String name, double value) {
        text.append(text.isEmpty() ? "" : " ")
                .append(name)
                .append(' ')
                .append(RootFormat.of("%.3f", value));
    }

    private static String time(long nanos) {
        Duration left = Duration.ofNanos(nanos);
        return left.toHours() > 0
                ? left.toHours() + " h " + left.toMinutesPart() + " min"
                : Math.max(1, left.toMinutes()) + " min";
    }
}
