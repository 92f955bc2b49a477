package org.lgsc.cli.reproduce;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.lgsc.core.backend.NativeThreads;

/**
 * Runs folds in several lanes at a time. Networks as small as those for simulated data hardly gain
 * from several OpenMP threads, so each lane gets its share of them. Folds with the same training
 * data are in the same lane, in order: they share pictures, warm starts and trainings.
 */
final class FoldLanes {
    private final int lanes;
    private final Supplier<FoldRunner> runners;

    /**
     * A fold to run.
     *
     * @param number number in the plan, from 1
     */
    record Turn(int number, Plan.Protocol protocol, Plan.Fold fold) {}

    /** Runs one fold; it is called by several threads at a time. */
    @FunctionalInterface
    interface Work {
        void run(FoldRunner runner, Turn turn);
    }

    /**
     * @param lanes at least 1
     * @param runners makes a runner for each lane
     */
    FoldLanes(int lanes, Supplier<FoldRunner> runners) {
        this.lanes = lanes;
        this.runners = runners;
    }

    /**
     * Runs all turns; with one lane in the calling thread. A failure is thrown at once: other lanes
     * are interrupted and begin no further turn.
     */
    void run(List<Turn> turns, Work work) {
        List<List<Turn>> parts = parts(turns);
        if (parts.size() <= 1) {
            FoldRunner runner = runners.get();
            turns.forEach(t -> work.run(runner, t));
            return;
        }
        int share = NativeThreads.share(parts.size());
        ExecutorService threads = Executors.newFixedThreadPool(parts.size());
        try {
            CompletionService<Void> running = new ExecutorCompletionService<>(threads);
            for (List<Turn> part : parts) {
                FoldRunner runner = runners.get();
                running.submit(
                        () -> {
                            NativeThreads.limit(share);
                            runUntilInterrupted(runner, part, work);
                            return null;
                        });
            }
            for (int i = 0; i < parts.size(); i++) {
                running.take().get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while folds were run", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private static void runUntilInterrupted(FoldRunner runner, List<Turn> turns, Work work) {
        for (Turn turn : turns) {
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
            work.run(runner, turn);
        }
    }

    /** Distributes the turns in the order of the first with their data; no part is empty. */
    List<List<Turn>> parts(List<Turn> turns) {
        List<List<Turn>> parts = new ArrayList<>();
        Map<String, List<Turn>> byData = new HashMap<>();
        int next = 0;
        for (Turn turn : turns) {
            List<Turn> part = byData.get(turn.fold().learning());
            if (part == null) {
                if (parts.size() < lanes) {
                    parts.add(new ArrayList<>());
                }
                part = parts.get(next++ % lanes);
                byData.put(turn.fold().learning(), part);
            }
            part.add(turn);
        }
        return parts;
    }
}
