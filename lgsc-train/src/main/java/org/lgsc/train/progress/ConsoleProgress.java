package org.lgsc.train.progress;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.lgsc.core.loss.LossValues;
import org.lgsc.core.network.LgscNetwork;

/**
 * A progress bar with the time left and the losses L_r, L_t (sum over its levels) and L_a; where
 * the output is no terminal, one line a minute. And one line for each epoch.
 */
public final class ConsoleProgress implements TrainingProgress {
    private static final long LINE_EVERY = Duration.ofMinutes(1).toNanos();
    private static final String TRIPLET = "loss_triplet_";

    private final PrintStream out;
    private final boolean terminal;
    private final LongSupplier nanoTime;

    private String phase = "training";
    private ProgressBar bar;
    private long phaseStart;
    private long lastLine;

    /** Writes to {@link System#err}, so that standard output stays free for results. */
    public ConsoleProgress() {
        this(System.err);
    }

    /** Writes to the given stream; whether that is a terminal is judged by the process's. */
    public ConsoleProgress(PrintStream out) {
        this(out, System.console() != null, System::nanoTime);
    }

    ConsoleProgress(PrintStream out, boolean terminal, LongSupplier nanoTime) {
        this.out = Objects.requireNonNull(out, "out");
        this.terminal = terminal;
        this.nanoTime = nanoTime;
        this.phaseStart = nanoTime.getAsLong();
        this.lastLine = phaseStart;
    }

    @Override
    public void onPhase(String name) {
        closeBar();
        phase = name;
        phaseStart = nanoTime.getAsLong();
        lastLine = phaseStart;
        if (!terminal) {
            out.println(name);
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
            long left = (now - phaseStart) / step * (totalSteps - step);
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
                String.format(
                        Locale.ROOT,
                        "epoch %d (step %d): loss %.3f, %s",
                        epoch.epoch(),
                        epoch.steps(),
                        epoch.meanTotal(),
                        text(epoch.meanLosses())));
        epoch.dev()
                .ifPresent(
                        dev ->
                                line.append(
                                        String.format(
                                                Locale.ROOT,
                                                ", dev ACER %.1f %%, D-EER %.1f %%",
                                                100 * dev.acer(),
                                                100 * dev.dEer())));
        if (epoch.best()) {
            line.append(" (best so far)");
        }
        if (bar != null) {
            // clears what the bar has drawn on this line; it draws itself again below
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

    /** L_r, the sum of L_t and L_a of the heads that are there; any other head by its name. */
    private static String text(Map<String, Double> heads) {
        StringBuilder text = new StringBuilder();
        double triplet = 0;
        boolean anyTriplet = false;
        for (Map.Entry<String, Double> head : heads.entrySet()) {
            if (head.getKey().startsWith(TRIPLET)) {
                triplet += head.getValue();
                anyTriplet = true;
            }
        }
        for (Map.Entry<String, Double> head : heads.entrySet()) {
            String name = head.getKey();
            if (name.startsWith(TRIPLET)) {
                if (anyTriplet) {
                    append(text, "L_t", triplet);
                    anyTriplet = false;
                }
            } else if (name.equals(LgscNetwork.LOSS_REGRESSION)) {
                append(text, "L_r", head.getValue());
            } else if (name.equals(LgscNetwork.LOSS_AUXILIARY)) {
                append(text, "L_a", head.getValue());
            } else {
                append(text, name.replace("loss_", ""), head.getValue());
            }
        }
        return text.toString();
    }

    private static void append(StringBuilder text, String name, double value) {
        text.append(text.isEmpty() ? "" : " ")
                .append(name)
                .append(' ')
                .append(String.format(Locale.ROOT, "%.3f", value));
    }

    private static String time(long nanos) {
        Duration left = Duration.ofNanos(nanos);
        return left.toHours() > 0
                ? left.toHours() + " h " + left.toMinutesPart() + " min"
                : Math.max(1, left.toMinutes()) + " min";
    }
}
