package org.lgsc.data.internal.protocol;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lgsc.core.Label;
import org.lgsc.core.Split;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.dataset.Sample;

/**
 * Finds picture files that a data set has twice, under other names: in two splits, where they make
 * error rates too low, or as live and as an attack. Subjects do not reveal them, because a copy has
 * the name of another one.
 */
public final class RepeatedPictures {
    private final Map<String, Place> seen = new HashMap<>();
    private final Pairs development = new Pairs();
    private final Pairs test = new Pairs();
    private final Pairs labels = new Pairs();
    private final Pairs labelsOfTest = new Pairs();

    /** Where a file was first seen. */
    private record Place(Split split, Label label, String id) {}

    /** Number of repetitions of one kind, and the ids of the first. */
    private static final class Pairs {
        private int count;
        private String first = "";

        void add(Place a, Place b) {
            if (count == 0) {
                first = a.id() + " and " + b.id();
            }
            count++;
        }

        void add(Pairs other) {
            first = count == 0 ? other.first : first;
            count += other.count;
        }

        /**
         * @param sentence in which %d is their number and %s an example
         */
        Optional<String> in(String sentence) {
            return count == 0
                    ? Optional.empty()
                    : Optional.of(RootFormat.of(sentence, count, first));
        }
    }

    /**
     * Compares the contents of all files, which are read unless they have been before.
     *
     * @return the data set's remarks, and a sentence about each kind of repetition; empty when
     *     there is none
     */
    public static List<String> of(PadDataset dataset) {
        dataset.dataHash(); // reads the files in several threads, and they keep their digests
        RepeatedPictures repeated = new RepeatedPictures();
        for (Split split : Split.values()) {
            for (Sample sample : dataset.samples(split)) {
                // a video has several
                List<String> contents = List.of(sample.image().content().split(" "));
                repeated.add(split, sample.label(), sample.id(), contents);
            }
        }
        List<String> sentences = new ArrayList<>(dataset.remarks());
        sentences.addAll(repeated.all());
        return sentences;
    }

    /**
     * Adds a sample.
     *
     * @param split not before that of the sample added last
     * @param contents digests of its files; "" when not known
     */
    public void add(Split split, Label label, String id, List<String> contents) {
        Place here = new Place(split, label, id);
        Place otherSplit = null;
        Place otherLabel = null;
        for (String file : contents) {
            Place first = file.isEmpty() ? null : seen.putIfAbsent(file, here);
            if (first != null && first.split() != split) {
                otherSplit = first;
            }
            if (first != null && first.label() != label) {
                otherLabel = first;
            }
        }
        if (otherSplit != null) {
            (split == Split.TEST ? test : development).add(otherSplit, here);
        }
        if (otherLabel != null) {
            (split == Split.TEST ? labelsOfTest : labels).add(otherLabel, here);
        }
    }

    /** Returns a sentence about each kind of repetition; empty when there is none. */
    private List<String> all() {
        List<String> sentences = new ArrayList<>();
        development
                .in(
                        "Copies of pictures in another split: %d (%s). Error rates are lower than"
                                + " for new pictures; keep one of each.")
                .ifPresent(sentences::add);
        labels.add(labelsOfTest);
        sentences.addAll(copies(test, labels));
        return sentences;
    }

    /** Returns a sentence about each kind of repetition in the test split. */
    public List<String> ofTest() {
        return copies(test, labelsOfTest);
    }

    private static List<String> copies(Pairs test, Pairs labels) {
        List<String> sentences = new ArrayList<>();
        test.in(
                        "Pictures of the test split that are copies of pictures in train or dev: %d"
                                + " (%s). Its error rates are lower than for new pictures; keep one"
                                + " of each.")
                .ifPresent(sentences::add);
        labels.in("Pictures that are both live and an attack: %d (%s). Remove the wrong ones.")
                .ifPresent(sentences::add);
        return sentences;
    }
}
