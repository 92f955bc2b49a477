package org.lgsc.data.dataset;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;

/**
 * {@link PadDataset#holdOutDevelopment}: subjects are drawn separately by the classes that they
 * have (live pictures, attacks, both), so that both splits have both classes wherever possible.
 */
final class SubjectSplit {
    private SubjectSplit() {}

    /** The classes that a subject has. */
    private enum Of {
        BOTH,
        LIVE,
        ATTACKS
    }

    static PadDataset of(PadDataset dataset, double share, long seed) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("the share must be between 0 and 1, was " + share);
        }
        if (!dataset.samples(Split.DEV).isEmpty()) {
            throw new IllegalArgumentException("there is a development split already");
        }
        List<Sample> all = dataset.samples(Split.TRAIN);
        Set<String> chosen = chosen(people(all), share, new Random(seed));
        List<Sample> train = new ArrayList<>();
        List<Sample> dev = new ArrayList<>();
        for (Sample s : all) {
            (chosen.contains(s.subject()) ? dev : train).add(s);
        }
        if (!hasBoth(train) || !hasBoth(dev)) {
            throw LgscException.of(
                    "The pictures of %s are of too few subjects to hold some out for the threshold:"
                            + " live pictures and attacks of at least 2 subjects are needed."
                            + " Subjects are the folders below 'live' and the species, or else file"
                            + " names up to the first '_'.",
                    dataset.name());
        }
        Map<Split, List<Sample>> samples = new EnumMap<>(Split.class);
        samples.put(Split.TRAIN, train);
        samples.put(Split.DEV, dev);
        samples.put(Split.TEST, dataset.samples(Split.TEST));
        return dataset.withSamples(samples);
    }

    private static boolean hasBoth(List<Sample> samples) {
        long live = samples.stream().filter(s -> s.label().isLive()).count();
        return live > 0 && live < samples.size();
    }

    private static Map<String, Of> people(List<Sample> samples) {
        Map<String, Of> people = new TreeMap<>();
        for (Sample s : samples) {
            people.merge(
                    s.subject(),
                    s.label().isLive() ? Of.LIVE : Of.ATTACKS,
                    (a, b) -> a == b ? a : Of.BOTH);
        }
        return people;
    }

    private static Set<String> chosen(Map<String, Of> people, double share, Random random) {
        Set<String> chosen = new HashSet<>();
        for (Of kind : Of.values()) {
            List<String> names = new ArrayList<>();
            people.forEach(
                    (name, of) -> {
                        if (of == kind) {
                            names.add(name);
                        }
                    });
            Collections.shuffle(names, random);
            if (names.size() > 1) {
                long count = Math.round(share * names.size());
                chosen.addAll(
                        names.subList(0, (int) Math.max(1, Math.min(names.size() - 1, count))));
            }
        }
        return chosen;
    }
}
