package org.lgsc.data.augment;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.random.RandomGenerator;
import org.lgsc.core.image.ImageScaler;
import org.lgsc.core.image.ImageScaler.Interpolation;
import org.lgsc.core.image.RgbImage;
import org.lgsc.data.patch.PatchSampler;

/**
 * Random changes of training pictures, as in the published code (VIS-VAR/LGSC-for-FAS, train.py and
 * dataset/transforms.py) and in its order: brightness, contrast, saturation, hue, random erasing,
 * cut-out, rotation, random crop, then the patch is taken, then horizontal flip. Every step has a
 * probability of its own. Values are clipped to 8 bits once, at the end of the colour changes.
 *
 * <p>All randomness comes from the generator that is passed in. Immutable and thread-safe.
 */
public final class Augmentation {
    private static final double PUBLISHED = 0.5;
    private static final double MILD = 0.3;
    private static final double LARGEST_SCALE = 1.15;
    private static final Augmentation NONE = builder().build();

    private final Map<Step, Double> probabilities;

    /** Factor of the colour changes. */
    private final double strength;

    private Augmentation(Builder builder) {
        probabilities = new EnumMap<>(builder.probabilities);
        strength = builder.strength;
    }

    /** The steps, in the order of {@link #toString}. */
    private enum Step {
        BRIGHTNESS,
        CONTRAST,
        SATURATION,
        HUE,
        ERASING,
        CUT_OUT,
        ROTATION,
        CROP,
        SCALE,
        FLIP,
        CAMERA
    }

    /** Leaves pictures as they are. */
    public static Augmentation none() {
        return NONE;
    }

    /** Every step with probability 0.5, as in the published code. */
    public static Augmentation published() {
        return builder()
                .brightness(PUBLISHED)
                .contrast(PUBLISHED)
                .saturation(PUBLISHED)
                .hue(PUBLISHED)
                .erasing(PUBLISHED)
                .cutOut(PUBLISHED)
                .rotation(PUBLISHED)
                .crop(PUBLISHED)
                .flip(PUBLISHED)
                .build();
    }

    /**
     * Keeps colour and texture, which distinguish attacks: a flip, another framing, a little more
     * or less light and contrast, and a face some percent nearer or further.
     */
    public static Augmentation mild() {
        return builder()
                .brightness(PUBLISHED)
                .contrast(PUBLISHED)
                .strength(MILD)
                .crop(PUBLISHED)
                .scale(PUBLISHED)
                .flip(PUBLISHED)
                .build();
    }

    /**
     * {@link #mild()} without its light and contrast, and in half of the pictures another camera:
     * otherwise a network may learn only the pictures of one camera.
     */
    public static Augmentation camera() {
        return builder().crop(PUBLISHED).scale(PUBLISHED).flip(PUBLISHED).camera(PUBLISHED).build();
    }

    /** Only the flip. */
    public static Augmentation flip() {
        return builder().flip(PUBLISHED).build();
    }

    /** Starts with every probability at 0. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Applies the changes made before a patch is taken: all but the flip and the other camera.
     *
     * @return a new picture, at most 24 % smaller each way, or the same instance when nothing was
     *     changed
     */
    public RgbImage applyToFace(RgbImage face, RandomGenerator random) {
        return draw(face, random).apply(face);
    }

    private FaceChange draw(RgbImage face, RandomGenerator random) {
        int width = face.width();
        int height = face.height();
        ColourChange colour =
                new ColourChange(
                        happens(Step.BRIGHTNESS, random) ? change(0, 32, random) : 0,
                        happens(Step.CONTRAST, random) ? change(1, 0.5, random) : 1,
                        happens(Step.SATURATION, random) ? change(1, 0.2, random) : 1,
                        happens(Step.HUE, random) ? change(0, 16, random) : 0);
        List<Fill> fills = new ArrayList<>();
        if (happens(Step.ERASING, random)) {
            fills.addAll(Geometry.erase(width, height, random));
        }
        if (happens(Step.CUT_OUT, random)) {
            fills.add(Geometry.cutOut(width, height, random));
        }
        double degrees = happens(Step.ROTATION, random) ? random.nextDouble(-30, 30) : Double.NaN;
        Window kept =
                happens(Step.CROP, random)
                        ? Geometry.cropSides(width, height, random)
                        : Window.whole(width, height);
        return new FaceChange(width, height, colour, fills, degrees, kept);
    }

    /** Draws uniformly around a value, within the range that the strength allows. */
    private double change(double from, double most, RandomGenerator random) {
        double by = strength * most;
        return by == 0 ? from : random.nextDouble(from - by, from + by);
    }

    /**
     * Returns the training patch of a face. Unless it is scaled, it is equal byte by byte to the
     * result of {@link #applyToFace}, the sampler and {@link #applyToPatch} in sequence. Where the
     * sampler cuts without scaling only the pixels of the patch are computed.
     *
     * @return {@code sampler.size()} pixels each way
     */
    public RgbImage patch(RgbImage face, PatchSampler sampler, RandomGenerator random) {
        if (happens(Step.SCALE, random) && sampler.cutsDirectly(face.width(), face.height())) {
            double scale = random.nextDouble(1 / LARGEST_SCALE, LARGEST_SCALE);
            int size = sampler.size();
            RgbImage patch = cut(face, sampler.withSize(scaled(face, size, scale)), random);
            return ImageScaler.resize(
                    patch,
                    size,
                    size,
                    patch.width() > size ? Interpolation.AREA : Interpolation.BILINEAR);
        }
        return cut(face, sampler, random);
    }

    /** Returns the scaled size, at most that of the face. */
    private static int scaled(RgbImage face, int size, double scale) {
        int most = Math.max(size, Math.min(face.width(), face.height()));
        return Math.max(1, Math.min(most, (int) Math.round(size * scale)));
    }

    private RgbImage cut(RgbImage face, PatchSampler sampler, RandomGenerator random) {
        FaceChange change = draw(face, random);
        Window kept = change.kept();
        if (!sampler.cutsDirectly(kept.width(), kept.height())) {
            return applyToPatch(sampler.sample(change.apply(face), random), random);
        }
        PatchSampler.Place place = sampler.place(kept.width(), kept.height(), random);
        Window part = new Window(place.x(), place.y(), sampler.size(), sampler.size());
        return applyToPatch(change.apply(face, part), random);
    }

    /** Applies the changes to the patch: the flip, then the other camera. */
    public RgbImage applyToPatch(RgbImage patch, RandomGenerator random) {
        RgbImage flipped = happens(Step.FLIP, random) ? Geometry.flip(patch) : patch;
        return happens(Step.CAMERA, random)
                ? CameraChange.draw(random).apply(flipped, random)
                : flipped;
    }

    /** Returns the steps with their probabilities, e.g. {@code hue 0.5, flip 0.5}; {@code none}. */
    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(", ").setEmptyValue("none");
        probabilities.forEach(
                (step, probability) -> {
                    if (probability > 0) {
                        String name = step.name().toLowerCase(Locale.ROOT).replace('_', '-');
                        text.add(name + " " + probability);
                    }
                });
        if (strength != 1) {
            text.add("colours x" + strength);
        }
        return text.toString();
    }

    private boolean happens(Step step, RandomGenerator random) {
        double probability = probabilities.getOrDefault(step, 0.0);
        return probability > 0 && random.nextDouble() < probability;
    }

    /** Sets the probabilities, each 0 (never, the default) to 1 (always). */
    public static final class Builder {
        private final Map<Step, Double> probabilities = new EnumMap<>(Step.class);
        private double strength = 1;

        private Builder() {}

        /** Adds to every value a number between -32 and 32, of 255. */
        public Builder brightness(double probability) {
            return with(Step.BRIGHTNESS, probability);
        }

        /** Multiplies every value by 0.5 to 1.5. */
        public Builder contrast(double probability) {
            return with(Step.CONTRAST, probability);
        }

        /** Multiplies the saturation (HSV) by 0.8 to 1.2. */
        public Builder saturation(double probability) {
            return with(Step.SATURATION, probability);
        }

        /** Turns the hue (HSV) by up to 16 degrees. */
        public Builder hue(double probability) {
            return with(Step.HUE, probability);
        }

        /** Fills one or two boxes of 1 to 3 % of the area with the grey value 80. */
        public Builder erasing(double probability) {
            return with(Step.ERASING, probability);
        }

        /** Fills a square of less than 20 pixels with black. */
        public Builder cutOut(double probability) {
            return with(Step.CUT_OUT, probability);
        }

        /** Rotates by up to 30 degrees about the centre; corners become black. */
        public Builder rotation(double probability) {
            return with(Step.ROTATION, probability);
        }

        /** Cuts up to 12 % off each side. */
        public Builder crop(double probability) {
            return with(Step.CROP, probability);
        }

        /**
         * Cuts a patch of 0.87 to 1.15 times the side and resizes it: a face somewhat nearer or
         * further. Only where the sampler cuts a patch without scaling.
         */
        public Builder scale(double probability) {
            return with(Step.SCALE, probability);
        }

        /** Factor of the colour changes, 0 to 1; 1 (the default) for the published amounts. */
        public Builder strength(double factor) {
            strength = checked(factor);
            return this;
        }

        /** Swaps left and right. */
        public Builder flip(double probability) {
            return with(Step.FLIP, probability);
        }

        /**
         * Simulates another camera: light from 0.78 to 1.28 times as red or blue, a gamma of 0.7 to
         * 1.4, and 0.6 to 1.4 times the saturation; each of the following in half of these: a
         * resolution down to a half, blur or sharpening, noise of up to 5 of 255, and JPEG of
         * quality 50 to 95.
         */
        public Builder camera(double probability) {
            return with(Step.CAMERA, probability);
        }

        /** Builds the augmentation; the builder may be changed and used again. */
        public Augmentation build() {
            return new Augmentation(this);
        }

        private Builder with(Step step, double probability) {
            probabilities.put(step, checked(probability));
            return this;
        }

        private static double checked(double probability) {
            if (!(probability >= 0 && probability <= 1)) {
                throw new IllegalArgumentException(
                        "a probability or strength must be 0 to 1, was " + probability);
            }
            return probability;
        }
    }
}
