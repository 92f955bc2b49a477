package org.lgsc.cli.reproduce;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.lgsc.core.Split;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.internal.file.RegularFiles;
import org.lgsc.data.cache.CachedSamples;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.protocol.Presentation;
import org.lgsc.data.protocol.Protocol;

/**
 * A fold of data sets with prepared faces.
 *
 * @param learning part with the training and development splits
 * @param test part with the test split; the same part if both are of one protocol
 * @param frames number of frames used of a video
 */
public record CacheFold(Part learning, Part test, Frames frames) implements FoldData {
    /**
     * One protocol with its pictures.
     *
     * @param sets data sets whose presentations are read: those to train on, or the one to test on
     * @param protocol protocol of one set, or the one made of several sets
     * @param samples supplier of the protocol's samples, called when pictures are needed
     * @param facts metadata of score files
     * @param faces options of the faces' preparation, in words
     */
    public record Part(
            List<String> sets,
            Protocol protocol,
            Supplier<CachedSamples> samples,
            Map<String, String> facts,
            String faces) {
        public Part {
            sets = List.copyOf(sets);
            facts = Map.copyOf(facts);
        }

        /** The presentations of a split that belong to one of the sets. */
        List<Presentation> of(String set, Split split) {
            List<Presentation> all = protocol.presentations(split);
            return sets.size() == 1
                    ? all
                    : all.stream().filter(p -> p.id().startsWith(set + "/")).toList();
        }

        /** A digest of the presentations of splits. */
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

        /** Names and sizes of the files of a split. */
        private void files(Split split, StringBuilder text) {
            for (Presentation p : protocol.presentations(split)) {
                text.append(p.id()).append('\0');
                text.append(RegularFiles.sizeIfKnown(p.file())).append('\n');
            }
        }

        private String words() {
            return protocol.dataset() + ", " + protocol.id() + "\n" + faces;
        }
    }

    /**
     * Numbers of frames used of a video; {@link Integer#MAX_VALUE} for all frames of the cache.
     *
     * @param epoch most frames of a training video in an epoch
     * @param dev most frames of a development video after an epoch
     * @param test most scored frames of a video
     */
    public record Frames(int epoch, int dev, int test) {
        public Frames {
            if (epoch < 1 || dev < 1 || test < 1) {
                throw new IllegalArgumentException(
                        RootFormat.of(
                                "the numbers of frames of a video must be at least 1, but were %s"
                                        + " in an epoch, %s for development and %s to score",
                                epoch, dev, test));
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
    public Optional<String> files(Split... splits) {
        StringBuilder text = new StringBuilder();
        for (Split split : splits) {
            (split == Split.TEST ? test : learning).files(split, text);
        }
        return Optional.of(FoldRunner.digest(text.toString()));
    }

    @Override
    public List<String> remarks() {
        return learning.samples().get().remark().stream().toList();
    }

    /** Description of training and development data, equal for equal data. */
    String learningWords() {
        return RootFormat.of(
                "%s\nframes of a video %s an epoch and %s in development, list %s",
                learning.words(),
                Frames.words(frames.epoch()),
                Frames.words(frames.dev()),
                learning.list(Split.TRAIN, Split.DEV));
    }

    /** Description of the test data, equal for equal data. */
    String testWords() {
        return RootFormat.of(
                "tested on %s\nframes of a video %s, list %s",
                test.words(), scored(), test.list(Split.TEST));
    }
}
