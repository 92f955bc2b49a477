package org.lgsc.cli.dataset;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.lgsc.data.cache.Preparation;
import org.lgsc.train.progress.ConsoleProgress;

/**
 * A progress bar with the remaining time and the rate; if the output is not a terminal, one line
 * per minute.
 */
final class PreparationBar implements Preparation.Progress, AutoCloseable {
    private static final long LINE_EVERY = Duration.ofMinutes(1).toNanos();

    private final PrintStream out;
    private final boolean terminal;
    private final LongSupplier nanoTime;
    private ProgressBar bar;
    private int before;
    private int total;
    private long start;
    private long lastLine;

    /** Writes to standard error, so that standard output stays free for results. */
    PreparationBar() {
        this(System.err, ConsoleProgress.onTerminal(), System::nanoTime);
    }

    PreparationBar(PrintStream out, boolean terminal, LongSupplier nanoTime) {
        this.out = out;
        this.terminal = terminal;
        this.nanoTime = nanoTime;
    }

    @Override
    public void onStart(int finishedBefore, int files) {
        before = finishedBefore;
        total = files;
        start = nanoTime.getAsLong();
        lastLine = start;
        if (terminal) {
            bar =
                    new ProgressBarBuilder()
                            .setTaskName("preparing")
                            .setUnit(" files", 1)
                            .setInitialMax(files)
                            .startsFrom(finishedBefore, Duration.ZERO)
                            .showSpeed()
                            .setUpdateIntervalMillis(500)
                            .setConsumer(new ConsoleProgressBarConsumer(out))
                            .build();
        } else if (before > 0) {
            out.printf(Locale.ROOT, "resuming: %d of %d files are finished%n", before, total);
        }
    }

    @Override
    public void onDone(int finished, long images) {
        if (bar != null) {
            bar.stepTo(finished);
            bar.setExtraMessage(" " + images + " pictures");
            return;
        }
        long now = nanoTime.getAsLong();
        if (now - lastLine >= LINE_EVERY && finished > before) {
            lastLine = now;
            double rate = (finished - before) * 1e9 / (now - start);
            out.printf(
                    Locale.ROOT,
                    "preparing: %d of %d files, %d pictures, %.1f files/s, about %d min left%n",
                    finished,
                    total,
                    images,
                    rate,
                    Math.max(1, Math.round((total - finished) / rate / 60)));
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
