package org.lgsc.cli.pretext;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.lgsc.core.image.ImageScaler;
import org.lgsc.core.image.ImageScaler.Interpolation;
import org.lgsc.core.image.RgbImage;
import org.lgsc.data.augment.Augmentation;
import org.lgsc.data.dataset.Sample;
import org.lgsc.train.internal.parallel.StepSeeds;

/**
 * Patches of drawn faces: every other one shows a live face, the others show recaptures in turn. A
 * patch is a function of (seed, number).
 */
final class RecapturedPatches {
    private static final double CAMERA = 0.3;

    /** Number of patches after which the classes repeat. */
    static final int PERIOD = 4;

    private static final Augmentation CHANGES =
            Augmentation.builder().flip(0.5).camera(CAMERA).build();

    private final Map<Recapture, List<Sample>> faces = new EnumMap<>(Recapture.class);
    private final int side;
    private final long seed;

    /**
     * @param faces drawn faces and simulated attacks, at least one of every class
     * @param side side of the patches in pixels
     */
    RecapturedPatches(List<Sample> faces, int side, long seed) {
        for (Recapture kind : Recapture.values()) {
            this.faces.put(kind, faces.stream().filter(f -> Recapture.of(f) == kind).toList());
        }
        this.side = side;
        this.seed = seed;
    }

    /** Class of the patch with the given number. */
    static Recapture kind(long number) {
        return switch ((int) (number % PERIOD)) {
            case 1 -> Recapture.PRINT;
            case 3 -> Recapture.REPLAY;
            default -> Recapture.NONE;
        };
    }

    /** Patch with the given number, of class {@link #kind}. */
    RgbImage patch(long number) {
        SplittableRandom random = new SplittableRandom(StepSeeds.derived(seed, number + 1));
        List<Sample> from = faces.get(kind(number));
        RgbImage face = from.get(random.nextInt(from.size())).image().load();
        return CHANGES.applyToPatch(part(face, random), random);
    }

    /** Random part of a face; half of the patches are unscaled, the others 0.77 to 1.33 times. */
    private RgbImage part(RgbImage face, RandomGenerator random) {
        int smaller = Math.min(face.width(), face.height());
        int cut =
                random.nextBoolean()
                        ? side
                        : Math.min(smaller, (int) Math.round(side * random.nextDouble(0.75, 1.3)));
        RgbImage part =
                face.crop(
                        random.nextInt(face.width() - cut + 1),
                        random.nextInt(face.height() - cut + 1),
                        cut,
                        cut);
        return ImageScaler.resize(
                part, side, side, cut > side ? Interpolation.AREA : Interpolation.BILINEAR);
    }
}
