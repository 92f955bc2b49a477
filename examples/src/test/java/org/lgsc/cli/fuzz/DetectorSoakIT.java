package org.lgsc.cli.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.lgsc.core.detector.LivenessDetector;
import org.lgsc.core.image.ImageEncoder;
import org.lgsc.core.image.ImageScaler;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.data.synthetic.SyntheticFaces;

/**
 * Resident memory levels off, with 200 pictures of as many sizes; {@code -Dlgsc.soak=10000} says
 * over how many checks.
 */
@EnabledIfSystemProperty(named = "lgsc.soak", matches = "\\d+", disabledReason = "-Dlgsc.soak=N")
class DetectorSoakIT {
    private static final int THREADS = 4;
    private static final int PICTURES = Integer.getInteger("lgsc.soak.pictures", 200);
    private static final int PARTS = 10;
    private static final int LARGEST = Integer.getInteger("lgsc.soak.largest", 1200);
    private static final long MOST_GROWTH = 64L << 20;

    @Test
    void memoryLevelsOff() throws Exception {
        int checks = Integer.getInteger("lgsc.soak");
        List<byte[]> pictures = pictures();
        LgscModel model =
                LgscModel.untrained(
                        LgscNetwork.builder().baseWidth(2).inputSize(64).build(),
                        InputScaling.SYMMETRIC);
        long[] resident = new long[PARTS];
        try (LivenessDetector detector = LivenessDetector.builder(model).threshold(1).build()) {
            for (int part = 0; part < PARTS; part++) {
                run(detector, pictures, checks / PARTS);
                resident[part] = resident();
                System.out.printf(
                        Locale.ROOT,
                        "soak: %d checks of %d pictures, resident memory %d MiB%n",
                        (part + 1) * (checks / PARTS),
                        pictures.size(),
                        resident[part] >> 20);
            }
        }
        assertThat(resident[PARTS - 1] - resident[PARTS / 2]).isLessThan(MOST_GROWTH);
    }

    /** Drawn faces of 160 pixels and more, JPEG and PNG. */
    private static List<byte[]> pictures() {
        SyntheticFaces faces = SyntheticFaces.of(20);
        SplittableRandom random = new SplittableRandom(5);
        List<RgbImage> drawn = new ArrayList<>();
        for (int i = 0; i < Math.min(20, PICTURES); i++) {
            drawn.add(faces.portrait(i, 320));
        }
        List<byte[]> pictures = new ArrayList<>();
        for (int i = 0; i < PICTURES; i++) {
            RgbImage image = drawn.get(i % drawn.size());
            int width = random.nextInt(160, LARGEST + 1);
            int height = width * random.nextInt(80, 126) / 100;
            RgbImage scaled =
                    ImageScaler.resize(image, width, height, ImageScaler.Interpolation.BILINEAR);
            pictures.add(i % 4 == 0 ? ImageEncoder.png(scaled) : ImageEncoder.jpeg(scaled, 90));
        }
        return pictures;
    }

    private static void run(LivenessDetector detector, List<byte[]> pictures, int checks)
            throws Exception {
        AtomicInteger next = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        for (int t = 0; t < THREADS; t++) {
            pool.submit(
                    () -> {
                        for (int i = next.getAndIncrement();
                                i < checks;
                                i = next.getAndIncrement()) {
                            detector.check(pictures.get(i % pictures.size()));
                            done.incrementAndGet();
                        }
                    });
        }
        pool.shutdown();
        assertThat(pool.awaitTermination(1, TimeUnit.HOURS)).isTrue();
        assertThat(done).hasValue(checks);
    }

    private static long resident() throws Exception {
        System.gc();
        Thread.sleep(500);
        return ResidentMemory.bytes();
    }
}
