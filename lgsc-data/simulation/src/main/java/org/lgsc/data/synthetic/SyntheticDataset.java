package org.lgsc.data.synthetic;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.lgsc.core.Label;
import org.lgsc.core.Split;
import org.lgsc.core.face.DetectorId;
import org.lgsc.core.model.DataKind;
import org.lgsc.data.dataset.Framing;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.dataset.Sample;
import org.lgsc.data.internal.recapture.RecaptureSimulator;
import org.lgsc.data.recapture.CameraKind;
import org.lgsc.data.recapture.PaiSpecies;

/**
 * A data set of drawn faces and simulated attacks, with subjects of its own in each split.
 *
 * <p>Every subject is captured several times under changing light, pose and background. An attack
 * shows one of the subject's captures, so that neither face nor background reveals the class.
 * Pictures are drawn when requested ({@link #dataset()}) or all at once ({@link #materialise}); the
 * same seed gives the same pictures either way and for any number of threads.
 */
public final class SyntheticDataset {
    private final Builder options;

    private SyntheticDataset(Builder options) {
        this.options = options;
    }

    /** Starts from 40 / 10 / 15 subjects, 3 live captures, print and replay, 192 pixels. */
    public static Builder builder() {
        return new Builder();
    }

    /** Options of a data set. */
    public static final class Builder {
        private String name = "synthetic";
        private int train = 40;
        private int dev = 10;
        private int test = 15;
        private int liveCaptures = 3;
        private int attacks = 2;
        private Set<PaiSpecies> species = EnumSet.of(PaiSpecies.PRINT, PaiSpecies.REPLAY);
        private CameraKind camera = CameraKind.PHONE;
        private int size = 192;
        private double lowSeverity = RecaptureSimulator.DEFAULT_SEVERITY;
        private double highSeverity = RecaptureSimulator.DEFAULT_SEVERITY;
        private long seed = 42;

        private Builder() {}

        private Builder(Builder from) {
            name = from.name;
            train = from.train;
            dev = from.dev;
            test = from.test;
            liveCaptures = from.liveCaptures;
            attacks = from.attacks;
            species = EnumSet.copyOf(from.species);
            camera = from.camera;
            size = from.size;
            lowSeverity = from.lowSeverity;
            highSeverity = from.highSeverity;
            seed = from.seed;
        }

        /** Name for reports. */
        public Builder name(String value) {
            name = value;
            return this;
        }

        /** Number of subjects in each split; no subject is in two. */
        public Builder subjects(int trainSubjects, int devSubjects, int testSubjects) {
            train = trainSubjects;
            dev = devSubjects;
            test = testSubjects;
            return this;
        }

        /** Live pictures of each subject, at least 1. */
        public Builder liveCaptures(int count) {
            liveCaptures = count;
            return this;
        }

        /** Attack pictures of each subject and species, at least 1. */
        public Builder attacksPerSpecies(int count) {
            attacks = count;
            return this;
        }

        /** The attacks to make, at least one. */
        public Builder species(PaiSpecies first, PaiSpecies... more) {
            species = EnumSet.of(first, more);
            return this;
        }

        /** The camera that takes all pictures. Default: a phone. */
        public Builder camera(CameraKind value) {
            camera = value;
            return this;
        }

        /** Side of the pictures in pixels. */
        public Builder size(int pixels) {
            size = pixels;
            return this;
        }

        /** Sets the same severity for all attacks, 0 to 1. */
        public Builder severity(double value) {
            return severity(value, value);
        }

        /** Draws the severity of each attack uniformly between two values, 0 to 1. */
        public Builder severity(double from, double to) {
            lowSeverity = from;
            highSeverity = to;
            return this;
        }

        /** Not zero; another seed gives other subjects and other shots. */
        public Builder seed(long value) {
            seed = value;
            return this;
        }

        /**
         * @throws IllegalArgumentException when an option is out of range
         */
        public SyntheticDataset build() {
            require(
                    train >= 0 && dev >= 0 && test >= 0,
                    "numbers of subjects must not be negative");
            require(train + dev + test > 0, "at least one subject is needed");
            require(liveCaptures >= 1, "at least one live capture per subject is needed");
            require(attacks >= 1, "at least one attack per subject and species is needed");
            require(
                    size >= SyntheticFaces.MIN_SIZE,
                    "pictures need at least " + SyntheticFaces.MIN_SIZE + " pixels, got " + size);
            require(
                    lowSeverity >= 0 && lowSeverity <= highSeverity && highSeverity <= 1,
                    "severities must be 0 to 1 and in order");
            require(seed != 0, "the seed must not be 0");
            return new SyntheticDataset(new Builder(this));
        }

        private static void require(boolean holds, String message) {
            if (!holds) {
                throw new IllegalArgumentException(message);
            }
        }
    }

    /** Returns the data set; pictures are drawn anew each time that they are requested. */
    public PadDataset dataset() {
        Map<Split, List<Sample>> samples = new EnumMap<>(Split.class);
        int next = 0;
        for (Split split : Split.values()) {
            int count =
                    switch (split) {
                        case TRAIN -> options.train;
                        case DEV -> options.dev;
                        case TEST -> options.test;
                    };
            List<Sample> list = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                addSubject(next++, list);
            }
            samples.put(split, list);
        }
        return new PadDataset(
                        options.name,
                        samples,
                        List.of(),
                        Framing.crops(DetectorId.HAAR)) // framed like its crops
                .withKind(DataKind.SIMULATED);
    }

    /**
     * Returns the data set with all pictures drawn and held in memory (3 bytes per pixel).
     *
     * @param threads number of pictures drawn at a time, at least 1
     * @param progress receives an update for every picture
     */
    public PadDataset materialise(int threads, RenderProgress progress) {
        return MemoryCopy.of(dataset(), threads, progress);
    }

    private void addSubject(int index, List<Sample> list) {
        SyntheticFaces faces = SyntheticFaces.of(options.seed);
        SyntheticSubject subject = faces.subject(index);
        int captures = Math.max(options.liveCaptures, options.attacks);
        List<Photograph> photographs = new ArrayList<>();
        for (int capture = 0; capture < captures; capture++) {
            long seed = ShotSeeds.of(options.seed, "capture", index, capture);
            CaptureConditions conditions = CaptureConditions.random(new SplittableRandom(seed));
            photographs.add(
                    new Photograph(
                            () -> faces.render(subject, conditions, options.size),
                            faces.layout(subject, conditions)));
        }
        for (int i = 0; i < options.liveCaptures; i++) {
            long seed = ShotSeeds.of(options.seed, "live", index, i);
            list.add(
                    new Sample(
                            subject.id() + "/live-" + i,
                            Label.LIVE,
                            "",
                            subject.id(),
                            subject.id() + "/capture-" + i,
                            photographs.get(i).live(options.camera, seed)));
        }
        for (PaiSpecies species : options.species) {
            for (int i = 0; i < options.attacks; i++) {
                long seed = ShotSeeds.of(options.seed, species.id(), index, i);
                double severity =
                        options.lowSeverity
                                + (options.highSeverity - options.lowSeverity)
                                        * new SplittableRandom(~seed).nextDouble();
                list.add(
                        new Sample(
                                subject.id() + "/" + species.id() + "-" + i,
                                Label.SPOOF,
                                species.id(),
                                subject.id(),
                                subject.id() + "/capture-" + i,
                                photographs
                                        .get(i)
                                        .attack(options.camera, species, severity, seed)));
            }
        }
    }
}
