package org.lgsc.cli.reproduce;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.lgsc.core.Split;
import org.lgsc.data.cache.CachedSamples;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.protocol.Presentation;
import org.lgsc.data.protocol.Protocol;

/**
 * A fold of data sets whose faces are prepared.
 *
 * @param learning gives training and development splits
 * @param test gives the test split; the same where both are of one protocol
 * @param frames that are used of a video
 */
public record CacheFold(Part learning, Part test, Frames frames) implements FoldData {
    /**
     * A protocol with its pictures.
     *
     * @param sets whose presentations are read: those that are learnt from, or the one that is
     *     tested on
     * @param protocol of one set, or of several of which one protocol was made
     * @param samples of the protocol; asked for when pictures are needed
     * @param facts for score files
     * @param faces how they are cut out, in words
     */
    public record Part(
            List<String> sets,
            Protocol protocol,
            Supplier<CachedSamples> samples,
            Map<String, String> facts,
            String faces) {
        /** Copies the collections. */
        public Part {
            sets = List.copyOf(sets);
            facts = Map.copyOf(facts);
        }

        /** The presentations of a split that are of one of the sets. */
        List<Presentation> of(String set, Split split) {
            List<Presentation> all = protocol.presentations(split);
            return sets.size() == 1
                    ? all
                    : all.stream().filter(p -> p.id().startsWith(set + "/")).toList();
        }

        /** The presentations of splits, as a digest. */
        private String list(Split... splits) {
            StringBuilder text = new StringBuilder();
            for (Split split : splits) {
                for (Presentation p : protocol.presentations(split)) {
                    text.append(String.join("\0", split.folder(), p.id(), p.species(), p.subject()))
                            .append('\n');
                }
            }
            return FoldRunner.digest(text.toString());
        }

        private String words() {
            return protocol.dataset() + ", " + protocol.id() + "\n" + faces;
        }
    }

    /**
     * How many frames of a video are used where; {@link Integer#MAX_VALUE} for all of the cache.
     *
     * @param epoch most frames of a training video in an epoch
     * @param dev most frames of a development video after an epoch
     * @param test most frames of a video that is scored
     */
    public record Frames(int epoch, int dev, int test) {
        /** Checks the numbers. */
        public Frames {
            if (epoch < 1 || dev < 1 || test < 1) {
                throw new IllegalArgumentException(
                        "frames of a video must be at least 1, were "
                                + epoch
                                + " in an epoch, "
                                + dev
                                + " for development and "
                                + test
                                + " to score");
            }
        }

        static String words(int frames) {
            return frames == Integer.MAX_VALUE ? "all" : String.valueOf(frames);
        }
    }

    @Override
    public PadDataset training() {
        return learning.samples().get().training(frames.epoch(), frames.dev());
    }

    @Override
    public PadDataset scoring(Split split) {
        Part part = split == Split.TEST ? test : learning;
        return part.samples().get().scoring(split, frames.test());
    }

    @Override
    public Map<String, String> facts(Split split) {
        return (split == Split.TEST ? test : learning).facts();
    }

    @Override
    public String scored() {
        return Frames.words(frames.test());
    }

    @Override
    public List<String> remarks() {
        return learning.samples().get().remark().stream().toList();
    }

    /** What training and development are, in words that are equal for equal data. */
    String learningWords() {
        return learning.words()
                + "\nframes of a video "
                + Frames.words(frames.epoch())
                + " an epoch and "
                + Frames.words(frames.dev())
                + " in development, list "
                + learning.list(Split.TRAIN, Split.DEV);
    }

    /** What is tested, in words that are equal for equal data. */
    String testWords() {
        return "tested on "
                + test.words()
                + "\nframes of a video "
                + scored()
                + ", list "
                + test.list(Split.TEST);
    }
}
