package org.lgsc.data.synthetic;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.lgsc.core.Label;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.core.face.DetectorId;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.model.DataKind;
import org.lgsc.data.dataset.Framing;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.dataset.Sample;
import org.lgsc.data.internal.recapture.FaceLayout;
import org.lgsc.data.internal.recapture.RecaptureSimulator;
import org.lgsc.data.recapture.CameraKind;
import org.lgsc.data.recapture.PaiSpecies;

/**
 * A data set from the user's own live photographs: the simulated camera takes every photograph
 * again as a living face and as simulated attacks. Subjects are split 60 % training, 15 %
 * development, 25 % test (rounded, at least one each), in an order that only the seed decides.
 *
 * <p>Photographs are best cropped around one upright face, 128 pixels or more; masks have their
 * openings where such a crop has eyes and mouth.
 */
public final class SimulatedAttacks {
    private final Map<String, List<Shown>> photographs;
    private String name = "simulated";
    private Set<PaiSpecies> species = EnumSet.of(PaiSpecies.PRINT, PaiSpecies.REPLAY);
    private CameraKind camera = CameraKind.PHONE;
    private int shots = 2;
    private double severity = RecaptureSimulator.DEFAULT_SEVERITY;
    private long seed = 42;

    private record Shown(String source, Supplier<RgbImage> image) {}

    private SimulatedAttacks(Map<String, List<Shown>> photographs) {
        this.photographs = photographs;
        if (photographs.size() < 3) {
            throw LgscException.of(
                    "live photographs of at least 3 subjects are needed for training, development"
                            + " and test, got %s; add subjects, one folder or name each",
                    photographs.size());
        }
    }

    /**
     * @param liveBySubject photographs of each subject, at least one each, at least 3 subjects
     * @throws LgscException when there are fewer than 3 subjects or one has no photograph
     */
    public static SimulatedAttacks from(Map<String, List<RgbImage>> liveBySubject) {
        Map<String, List<Shown>> map = new TreeMap<>();
        liveBySubject.forEach(
                (subject, images) -> {
                    if (images.isEmpty()) {
                        throw LgscException.of(
                                "subject %s has no photograph; add one or leave it out", subject);
                    }
                    List<Shown> list = new ArrayList<>();
                    for (int i = 0; i < images.size(); i++) {
                        RgbImage image = images.get(i);
                        list.add(new Shown(subject + "/" + i, () -> image));
                    }
                    map.put(subject, list);
                });
        return new SimulatedAttacks(map);
    }

    /**
     * @param live live samples of at least 3 subjects; they are read when pictures are requested
     * @throws LgscException when there are fewer than 3 subjects or a sample is an attack
     */
    public static SimulatedAttacks from(List<Sample> live) {
        Map<String, List<Shown>> map = new TreeMap<>();
        for (Sample sample : live) {
            if (!sample.label().isLive()) {
                throw LgscException.of(
                        "sample %s is an attack; give only live photographs", sample.id());
            }
            map.computeIfAbsent(sample.subject(), s -> new ArrayList<>())
                    .add(new Shown(sample.id(), sample.image()::load));
        }
        return new SimulatedAttacks(map);
    }

    /** Name for reports. */
    public SimulatedAttacks name(String value) {
        name = value;
        return this;
    }

    /** The attacks to make, at least one. */
    public SimulatedAttacks species(PaiSpecies first, PaiSpecies... more) {
        species = EnumSet.of(first, more);
        return this;
    }

    /** The camera that takes all pictures. Default: a phone. */
    public SimulatedAttacks camera(CameraKind value) {
        camera = value;
        return this;
    }

    /** Number of pictures of each photograph, as living face and for each species, at least 1. */
    public SimulatedAttacks shotsPerPhotograph(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("at least one shot is needed, got " + count);
        }
        shots = count;
        return this;
    }

    /** Strength of the artefacts, 0 to 1. */
    public SimulatedAttacks severity(double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("severity must be 0 to 1, was " + value);
        }
        severity = value;
        return this;
    }

    /** Not zero; decides the split of the subjects and every shot. */
    public SimulatedAttacks seed(long value) {
        if (value == 0) {
            throw new IllegalArgumentException("the seed must not be 0");
        }
        seed = value;
        return this;
    }

    /** Returns the data set; pictures are made anew each time that they are requested. */
    public PadDataset dataset() {
        List<String> order = new ArrayList<>(photographs.keySet());
        Collections.shuffle(order, new Random(seed));
        int dev = (int) Math.max(1, Math.round(0.15 * order.size()));
        int test = (int) Math.max(1, Math.round(0.25 * order.size()));
        int train = order.size() - dev - test;
        Map<Split, List<String>> subjects = new LinkedHashMap<>();
        subjects.put(Split.TRAIN, order.subList(0, train));
        subjects.put(Split.DEV, order.subList(train, train + dev));
        subjects.put(Split.TEST, order.subList(train + dev, order.size()));
        Map<Split, List<Sample>> samples = new EnumMap<>(Split.class);
        subjects.forEach(
                (split, names) -> {
                    List<Sample> list = new ArrayList<>();
                    names.forEach(subject -> addSubject(subject, list));
                    samples.put(split, list);
                });
        return new PadDataset(
                        name,
                        samples,
                        List.of(),
                        Framing.crops(DetectorId.HAAR)) // framed like its crops
                .withKind(DataKind.SIMULATED_ATTACKS);
    }

    /**
     * Returns the data set with all pictures made and held in memory (3 bytes per pixel).
     *
     * @param threads number of pictures made at a time, at least 1
     * @param progress receives an update for every picture
     */
    public PadDataset materialise(int threads, RenderProgress progress) {
        return MemoryCopy.of(dataset(), threads, progress);
    }

    private void addSubject(String subject, List<Sample> list) {
        List<Shown> shown = photographs.getOrDefault(subject, List.of());
        for (int i = 0; i < shown.size(); i++) {
            Shown one = shown.get(i);
            Photograph photograph = new Photograph(one.image(), FaceLayout.typical());
            for (int shot = 0; shot < shots; shot++) {
                list.add(
                        new Sample(
                                one.source() + "/live-" + shot,
                                Label.LIVE,
                                "",
                                subject,
                                one.source(),
                                photograph.live(
                                        camera, ShotSeeds.of(seed, subject + "/live", i, shot))));
                for (PaiSpecies kind : species) {
                    list.add(
                            new Sample(
                                    one.source() + "/" + kind.id() + "-" + shot,
                                    Label.SPOOF,
                                    kind.id(),
                                    subject,
                                    one.source(),
                                    photograph.attack(
                                            camera,
                                            kind,
                                            severity,
                                            ShotSeeds.of(
                                                    seed, subject + "/" + kind.id(), i, shot))));
                }
            }
        }
    }
}
