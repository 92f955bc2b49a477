package org.lgsc.core.foreign;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.lgsc.core.Experimental;
import org.lgsc.core.LgscException;
import org.lgsc.core.face.FaceBox;
import org.lgsc.core.image.RgbImage;

/**
 * The networks of a card, ready to score faces: the spoof score is one less the mean probability of
 * a live face.
 *
 * <p>Safe to use from several threads until it is closed.
 */
@Experimental
public final class ForeignNetwork implements AutoCloseable {
    private final ForeignCard card;
    private final List<Runner> runners;

    private ForeignNetwork(ForeignCard card, List<Runner> runners) {
        this.card = card;
        this.runners = List.copyOf(runners);
    }

    /**
     * Reads a card and the files that it names, and runs each once.
     *
     * @throws LgscException naming file and key when the card or a file is not as it should be, or
     *     a network cannot be run
     */
    public static ForeignNetwork load(Path file) {
        ForeignCard card = ForeignCard.read(file);
        Path folder = file.toAbsolutePath().getParent();
        List<Runner> runners = new ArrayList<>();
        try {
            for (ForeignCard.Network network : card.networks()) {
                OnnxFile onnx = OnnxFile.read(folder, network);
                runners.add(Runners.open(network.file(), onnx, network));
            }
        } catch (RuntimeException e) {
            runners.forEach(Runner::close);
            throw e;
        }
        return new ForeignNetwork(card, runners);
    }

    /** What the card says. */
    public ForeignCard card() {
        return card;
    }

    /** What computes, for reports, e.g. {@code OpenCV 4.5.5}. */
    public String runsOn() {
        return runners.stream().map(Runner::name).distinct().collect(Collectors.joining(", "));
    }

    /**
     * A face as each network is shown it.
     *
     * @param picture the photograph, every pixel of it
     * @param face the detector's box in it
     * @throws LgscException when the face is smaller than the card asks for
     */
    public List<RgbImage> crops(RgbImage picture, FaceBox face) {
        int longer = Math.max(face.width(), face.height());
        if (longer < card.minimumFace()) {
            throw new LgscException(
                    "The face has "
                            + face.width()
                            + "x"
                            + face.height()
                            + " pixels; at least "
                            + card.minimumFace()
                            + " are needed: take the picture from nearer.");
        }
        return card.networks().stream()
                .map(n -> n.crop().cut(picture, face, n.input().width(), n.input().height()))
                .toList();
    }

    /**
     * The spoof score of each network on its own, 0 to 1, high = spoof.
     *
     * @param crops from {@link #crops}
     * @return NaN for a network whose answer is no number or no probability
     * @throws LgscException when a network fails or answers with another number of values
     */
    public double[] scores(List<RgbImage> crops) {
        if (crops.size() != runners.size()) {
            throw new IllegalArgumentException("each network needs its crop");
        }
        double[] scores = new double[runners.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = score(i, crops.get(i));
        }
        return scores;
    }

    private double score(int at, RgbImage crop) {
        ForeignCard.Network network = card.networks().get(at);
        float[] answer;
        try {
            answer = runners.get(at).run(network.input().values(crop));
        } catch (RuntimeException e) { // OpenCV's and ONNX Runtime's errors are of many classes
            throw new LgscException(network.file() + " failed: " + e.getMessage(), e);
        }
        if (answer.length != network.output().values()) {
            throw new LgscException(
                    network.file() + " answered with " + answer.length + " numbers for a face.");
        }
        return network.output().spoofScore(answer);
    }

    /**
     * The spoof score of a face.
     *
     * @param crops from {@link #crops}
     * @return 0 to 1, high = spoof; NaN when a network's answer is no number or no probability
     * @throws LgscException as {@link #scores}
     */
    public double score(List<RgbImage> crops) {
        double sum = 0;
        for (double score : scores(crops)) {
            sum += score;
        }
        return sum / runners.size();
    }

    /** Frees native memory; scoring afterwards is an error. */
    @Override
    public void close() {
        runners.forEach(Runner::close);
    }
}
