package org.lgsc.cli.reproduce;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.lgsc.core.Split;
import org.lgsc.core.face.DetectorId;
import org.lgsc.core.model.DataKind;
import org.lgsc.data.dataset.Framing;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.dataset.Sample;
import org.lgsc.data.recapture.PaiSpecies;
import org.lgsc.data.synthetic.SyntheticDataset;

/** Simulated data sets, composed of splits; each is made once and cached. */
final class SimulatedData {
    /** Bytes of cached pictures, which are drawn on first use. */
    private static final long CACHE_BYTES = 1L << 30;

    private final ReproduceSizes sizes;
    private final Map<String, PadDataset> made = new ConcurrentHashMap<>();

    SimulatedData(ReproduceSizes sizes) {
        this.sizes = sizes;
    }

    /** A source of subjects, and of attacks with a range of severity for each species. */
    record World(long seed, Map<PaiSpecies, double[]> severities) {
        static World of(long seed, double from, double to, PaiSpecies... species) {
            Map<PaiSpecies, double[]> severities = new EnumMap<>(PaiSpecies.class);
            for (PaiSpecies s : species) {
                severities.put(s, new double[] {from, to});
            }
            return new World(seed, severities);
        }

        @Override
        public String toString() {
            Map<String, String> text = new TreeMap<>();
            severities.forEach((s, v) -> text.put(s.id(), v[0] + " to " + v[1]));
            return "seed " + seed + " " + text;
        }
    }

    /** Description of the data, equal for equal data. */
    String words(World learn, World test) {
        return "simulated data, learnt on {" + learn + "}, tested on {" + test + "}, " + sizes;
    }

    /** Description of the training and development data alone. */
    String words(World learn) {
        return "simulated data, learnt on {" + learn + "}, " + sizes;
    }

    /**
     * Data with training and development subjects of one world, test subjects of another or the
     * same.
     */
    Supplier<PadDataset> of(World learn, World test) {
        return () -> made.computeIfAbsent(words(learn, test), w -> draw(learn, test));
    }

    /** Attacks of a world on the test subjects, as the test split. */
    Supplier<PadDataset> attacks(World world) {
        return () ->
                made.computeIfAbsent(
                        "attacks of " + world,
                        w ->
                                dataset(
                                        Map.of(
                                                Split.TEST,
                                                draw(world, Split.TEST).stream()
                                                        .filter(s -> !s.label().isLive())
                                                        .toList())));
    }

    private PadDataset draw(World learn, World test) {
        Map<Split, List<Sample>> samples = new EnumMap<>(Split.class);
        for (Split split : Split.values()) {
            samples.put(split, draw(split == Split.TEST ? test : learn, split));
        }
        return dataset(samples);
    }

    private static PadDataset dataset(Map<Split, List<Sample>> samples) {
        return new PadDataset("simulated data", samples, List.of(), Framing.crops(DetectorId.HAAR))
                .withKind(DataKind.SIMULATED)
                .cached(CACHE_BYTES);
    }

    private List<Sample> draw(World world, Split split) {
        List<Sample> list = new ArrayList<>();
        boolean first = true;
        for (Map.Entry<PaiSpecies, double[]> s : world.severities().entrySet()) {
            // the live pictures do not depend on the species
            for (Sample sample : draw(world.seed(), split, s.getKey(), s.getValue())) {
                if (first || !sample.label().isLive()) {
                    list.add(named(split, sample));
                }
            }
            first = false;
        }
        return list;
    }

    private List<Sample> draw(long seed, Split split, PaiSpecies species, double[] severity) {
        int people =
                switch (split) {
                    case TRAIN -> sizes.trainSubjects();
                    case DEV -> sizes.devSubjects();
                    case TEST -> sizes.testSubjects();
                };
        return SyntheticDataset.builder()
                // subjects are numbered from 0: the splits' seeds make them different in each split
                .seed(31 * seed + split.ordinal() + 1)
                .subjects(people, 0, 0)
                .liveCaptures(sizes.liveCaptures())
                .attacksPerSpecies(sizes.attacks())
                .species(species)
                .severity(severity[0], severity[1])
                .size(sizes.faceSize())
                .build()
                .dataset()
                .samples(Split.TRAIN);
    }

    private static Sample named(Split split, Sample s) {
        String prefix = split.folder() + "/";
        return new Sample(
                prefix + s.id(),
                s.label(),
                s.species(),
                prefix + s.subject(),
                prefix + s.source(),
                s.image());
    }
}
