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
 * The networks of a card, ready to score faces. The spoof score is one minus the mean probability
 * of a live face.
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
     * @throws LgscException naming file and key when the card or a file is invalid, or a network
     *     cannot be run
     */
    public static ForeignNetwork load(Path file) {
        ForeignCard card = ForeignCard.read(file);
        Path folder = file.toAbsolutePath().resolveSibling("");
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

    /** The card. */
    public ForeignCard card() {
        return card;
    }

    /** Implementation that runs the networks, for reports, for example {@code OpenCV 4.5.5}. */
    public String runsOn() {
        return runners.stream().map(Runner::name).distinct().collect(Collectors.joining(", "));
    }

    /**
     * Cuts a face out for each network.
     *
     * @param picture photograph in full resolution
     * @param face the detector's box in it
     * @throws LgscException when the face is smaller than the card requires
     */
    public List<RgbImage> crops(RgbImage picture, FaceBox face) {
        int longer = Math.max(face.width(), face.height());
        if (longer < card.minimumFace()) {
            throw LgscException.ofInput(
                    "The face has %dx%d pixels; at least %d are needed: come closer to the camera.",
                    face.width(), face.height(), card.minimumFace());
        }
        return card.networks().stream()
                .map(n -> n.crop().cut(picture, face, n.input().width(), n.input().height()))
                .toList();
    }

    /**
     * Computes the spoof score of each network separately, 0 to 1, high = spoof.
     *
     * @param crops crops from {@link #crops}
     * @return scores; NaN for a network whose output is not a number or not a probability
     * @throws LgscException when a network fails or returns another number of values
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
            throw LgscException.of(e, "%s failed: %s", network.file(), e.getMessage());
        }
        if (answer.length != network.output().values()) {
            throw LgscException.of(
                    "%s returned %d values for a face; the card says %d (output.values).",
                    network.file(), answer.length, network.output().values());
        }
        return network.output().spoofScore(answer);
    }

    /**
     * Computes the spoof score of a face.
     *
     * @param crops crops from {@link #crops}
     * @return score, 0 to 1, high = spoof; NaN when a network's output is not a number or not a
     *     probability
     * @throws LgscException as {@link #scores}
     */
    public double score(List<RgbImage> crops) {
        double sum = 0;
        for (double score : scores(crops)) {
            sum += score;
        }
        return sum / runners.size();
    }

    /** Frees native memory; the networks must not be used afterwards. */
    @Override
    public void close() {
        runners.forEach(Runner::close);
    }
}
