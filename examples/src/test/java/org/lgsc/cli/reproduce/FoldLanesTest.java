package org.lgsc.cli.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lgsc.cli.fold.EncoderStart;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.train.TrainingOptions;
import org.lgsc.train.progress.TrainingProgress;

class FoldLanesTest {
    private static final Plan.Protocol PROTOCOL = new Plan.Protocol("p", List.of());

    private static FoldLanes lanes() {
        return new FoldLanes(
                2,
                () ->
                        new FoldRunner(
                                Path.of("unused"),
                                TrainingProgress.none(),
                                Duration.ofDays(1),
                                new PrintWriter(new StringWriter())));
    }

    /** Folds with equal data are in the same lane. */
    private static FoldLanes.Turn turn(int number, String data) {
        return new FoldLanes.Turn(
                number,
                PROTOCOL,
                Plan.Fold.of(
                        "fold-" + number,
                        data,
                        () -> new PadDataset(data, Map.of()),
                        TrainingOptions.builder().build(),
                        EncoderStart.RANDOM));
    }

    @Test
    void everyTurnIsRun() {
        List<Integer> ran = Collections.synchronizedList(new ArrayList<>());
        List<FoldLanes.Turn> turns = List.of(turn(1, "a"), turn(2, "b"), turn(3, "a"));
        lanes().run(turns, (runner, turn) -> ran.add(turn.number()));
        assertThat(ran).containsExactlyInAnyOrder(1, 2, 3).containsSubsequence(1, 3);
    }

    /** The other lanes may have hours to go. */
    @Test
    @Timeout(60)
    void aFailureIsThrownAtOnceAndEndsTheOtherLanes() throws Exception {
        List<Integer> ran = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        List<FoldLanes.Turn> turns = List.of(turn(1, "a"), turn(2, "b"), turn(3, "a"));
        FoldLanes.Work work =
                (runner, turn) -> {
                    ran.add(turn.number());
                    try {
                        if (turn.number() == 2) {
                            started.await();
                            throw new IllegalStateException("a defect");
                        }
                        started.countDown();
                        new CountDownLatch(1).await(); // until it is interrupted
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        ended.countDown();
                    }
                };
        assertThatThrownBy(() -> lanes().run(turns, work))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a defect");
        assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(ran).containsExactlyInAnyOrder(1, 2);
    }
}
