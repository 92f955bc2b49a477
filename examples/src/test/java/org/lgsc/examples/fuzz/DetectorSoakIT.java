package org.lgsc.examples.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.lgsc.core.detector.LivenessDetector;
import org.lgsc.core.image.ImageEncoder;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.data.synthetic.CaptureConditions;
import org.lgsc.data.synthetic.SyntheticFaces;

/** Resident memory stays flat; {@code -Dlgsc.soak=10000} says over how many checks. */
@EnabledIfSystemProperty(named = "lgsc.soak", matches = "\\d+", disabledReason = "-Dlgsc.soak=N")
class DetectorSoakIT {
    private static final int THREADS = 4;
    private static final long MOST_GROWTH = 64L << 20;

    @Test
    void memoryStaysFlat() throws Exception {
        int checks = Integer.getInteger("lgsc.soak");
        SyntheticFaces faces = SyntheticFaces.of(3);
        byte[] picture =
                ImageEncoder.jpeg(
                        faces.render(faces.subject(0), CaptureConditions.frontal(), 320), 90);
        LgscModel model =
                LgscModel.untrained(
                        LgscNetwork.builder().baseWidth(2).inputSize(64).build(),
                        InputScaling.SYMMETRIC);
        try (LivenessDetector detector = LivenessDetector.builder(model).threshold(1).build()) {
            run(detector, picture, checks / 5);
            long before = resident();
            run(detector, picture, checks - checks / 5);
            long after = resident();
            System.out.printf(
                    "soak: %d checks, resident memory %d MiB after a fifth, %d MiB at the end%n",
                    checks, before >> 20, after >> 20);
            assertThat(after - before).isLessThan(MOST_GROWTH);
        }
    }

    private static void run(LivenessDetector detector, byte[] picture, int checks)
            throws Exception {
        AtomicInteger left = new AtomicInteger(checks);
        AtomicInteger live = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        for (int t = 0; t < THREADS; t++) {
            pool.submit(
                    () -> {
                        while (left.getAndDecrement() > 0) {
                            live.addAndGet(detector.check(picture).isLive() ? 1 : 0);
                        }
                    });
        }
        pool.shutdown();
        assertThat(pool.awaitTermination(1, TimeUnit.HOURS)).isTrue();
        assertThat(live).hasValue(checks);
    }

    private static long resident() throws Exception {
        System.gc();
        Thread.sleep(500);
        return ResidentMemory.bytes();
    }
}
