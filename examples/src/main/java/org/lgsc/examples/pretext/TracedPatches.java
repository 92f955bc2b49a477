package org.lgsc.examples.pretext;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.lgsc.core.image.ImageScaler;
import org.lgsc.core.image.ImageScaler.Interpolation;
import org.lgsc.core.image.RgbImage;
import org.lgsc.data.dataset.Sample;
import org.lgsc.data.recapture.PaiSpecies;
import org.lgsc.train.parallel.StepSeeds;

/**
 * Patches with known traces: of drawn faces, living and recaptured, and of drawn textures. A patch
 * is a function of (seed, number).
 */
final class TracedPatches {
    private static final double CHANCE = 0.25;
    private static final double TEXTURES = 0.25;

    private final List<Sample> faces;
    private final int side;
    private final long seed;

    /**
     * @param faces drawn faces and simulated attacks
     * @param side of the patches in pixels
     */
    TracedPatches(List<Sample> faces, int side, long seed) {
        this.faces = List.copyOf(faces);
        this.side = side;
        this.seed = seed;
    }

    /**
     * A patch.
     *
     * @param traces that were left in it
     */
    record Traced(RgbImage patch, Set<Trace> traces) {}

    Traced patch(long number) {
        SplittableRandom random = new SplittableRandom(StepSeeds.derived(seed, number + 1));
        Set<Trace> traces = EnumSet.noneOf(Trace.class);
        RgbImage start;
        if (random.nextDouble() < TEXTURES) {
            start = new DrawnTexture(random).draw(side);
        } else {
            Sample face = faces.get(random.nextInt(faces.size()));
            if (!face.label().isLive()) {
                traces.add(Trace.of(species(face.species())));
            }
            start = part(face.image().load(), random);
        }
        Planes planes = Planes.of(start);
        // what cameras and light do to any picture and no trace tells
        float gain = (float) random.nextDouble(0.7, 1.25);
        planes.scale(gain, gain, gain);
        for (Trace trace : Trace.values()) {
            if (!trace.isRecapture()
                    && random.nextDouble() < CHANCE
                    && !(trace == Trace.COOL && traces.contains(Trace.WARM))) {
                trace.leave(planes, random);
                traces.add(trace);
            }
        }
        return new Traced(planes.toImage(), traces);
    }

    /** At 0.8 to 1.4 times its size, anywhere. */
    private RgbImage part(RgbImage face, RandomGenerator random) {
        int smaller = Math.min(face.width(), face.height());
        int cut = Math.min(smaller, (int) Math.round(side * random.nextDouble(0.7, 1.25)));
        RgbImage part =
                face.crop(
                        random.nextInt(face.width() - cut + 1),
                        random.nextInt(face.height() - cut + 1),
                        cut,
                        cut);
        return ImageScaler.resize(
                part, side, side, cut > side ? Interpolation.AREA : Interpolation.BILINEAR);
    }

    private static PaiSpecies species(String id) {
        for (PaiSpecies species : PaiSpecies.forTraining()) {
            if (species.id().equals(id)) {
                return species;
            }
        }
        throw new IllegalArgumentException("no simulated attack: " + id);
    }
}
