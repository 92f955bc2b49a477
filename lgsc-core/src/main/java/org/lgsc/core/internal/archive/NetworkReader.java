package org.lgsc.core.internal.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipException;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.lgsc.core.LgscException;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.internal.file.IoReason;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.AdamUpdater;

/**
 * Reads a network written by DL4J's {@code ModelSerializer} from an untrusted file. The zip is
 * checked, the network must be the one that the caller expects, and DL4J's and ND4J's readers
 * receive checked bytes only.
 */
public final class NetworkReader {
    private static final int LARGEST_CONFIGURATION = 16 << 20;

    /**
     * Largest accepted compression ratio. Random numbers compress to nine tenths; genuine files are
     * far below the limit.
     */
    private static final long MOST_INFLATION = 20;

    private static final long FREE_INFLATION = 1 << 20;

    /** End of the name of a batch norm's running variances. */
    private static final String VARIANCE = "_var";

    private NetworkReader() {}

    /**
     * Reads the network of a file.
     *
     * @param others names of entries that are not part of the network; they are ignored
     * @param expected expected network, compared vertex by vertex; only updaters, seed and data
     *     type may differ
     * @throws LgscException naming the file when it is damaged or contains another network
     */
    public static ComputationGraph read(
            Path file, Set<String> others, ComputationGraphConfiguration expected) {
        try (ModelArchive archive = new ModelArchive(file, others)) {
            return read(archive, expected);
        } catch (ZipException e) {
            throw ModelArchive.noZip(file, e);
        } catch (IOException e) {
            throw ModelArchive.damaged(file, IoReason.of(e), e);
        }
    }

    /**
     * Restores the network as DL4J's ModelSerializer does, but from checked entries.
     *
     * @throws IOException with the end of a sentence when an entry is damaged or missing, or
     *     describes another network
     */
    public static ComputationGraph read(
            ModelArchive archive, ComputationGraphConfiguration expected) throws IOException {
        if (!archive.has(ModelArchive.CONFIGURATION) || !archive.has(ModelArchive.COEFFICIENTS)) {
            throw new IOException("its network is missing");
        }
        ComputationGraphConfiguration network =
                NetworkDescription.read(
                        archive.bytes(ModelArchive.CONFIGURATION, LARGEST_CONFIGURATION), expected);
        DataType type = network.getDataType();
        if (type != DataType.FLOAT && type != DataType.DOUBLE) {
            throw new IOException("its weights are neither FLOAT nor DOUBLE");
        }
        long length = NetworkDescription.parameters(network);
        long inflated =
                MOST_INFLATION * archive.compressedSize(ModelArchive.COEFFICIENTS) + FREE_INFLATION;
        if (length * type.width() > inflated) {
            throw new IOException("its weights are not those of a network of its size");
        }
        ComputationGraph graph = new ComputationGraph(network);
        try {
            graph.init(array(archive, ModelArchive.COEFFICIENTS, length, type), false);
            if (archive.has(ModelArchive.UPDATER)) {
                INDArray state = graph.getUpdater().getStateViewArray();
                long states = state == null ? 0 : state.length();
                if (states == 0) {
                    throw new IOException("its updater has no state");
                }
                state.assign(
                        array(archive, ModelArchive.UPDATER, states, type).reshape(state.shape()));
                requireUsable(graph.getUpdater());
            }
        } catch (RuntimeException e) {
            if (e instanceof LgscException) {
                throw e;
            }
            throw new IOException(IoReason.of(e), e);
        }
        requireFinite(graph.params(), "its weights contain");
        for (Map.Entry<String, INDArray> parameter : graph.paramTable().entrySet()) {
            if (parameter.getKey().endsWith(VARIANCE) && isBelowZero(parameter.getValue())) {
                throw new IOException(
                        RootFormat.of("its variance \"%s\" is below zero", parameter.getKey()));
            }
        }
        return graph;
    }

    /** Refuses a state with which further training would give NaN. */
    private static void requireUsable(ComputationGraphUpdater updater) throws IOException {
        requireFinite(updater.getStateViewArray(), "its updater state contains");
        for (UpdaterBlock block : updater.getUpdaterBlocks()) {
            if (block.getGradientUpdater() instanceof AdamUpdater adam
                    && isBelowZero(adam.getV())) {
                throw new IOException(
                        "its updater state has a mean of squared gradients below zero");
            }
        }
    }

    private static void requireFinite(INDArray values, String start) throws IOException {
        if (values.isNaN().any() || values.isInfinite().any()) {
            throw new IOException(start + " values that are not finite numbers");
        }
    }

    private static boolean isBelowZero(INDArray values) {
        return values.minNumber().doubleValue() < 0;
    }

    private static INDArray array(ModelArchive archive, String entry, long length, DataType type)
            throws IOException {
        long most = length * type.width() + ArrayEntry.LARGEST_HEADER;
        try (ModelArchive.Checked in = archive.open(entry, most)) {
            INDArray array = ArrayEntry.read(in, length, type);
            in.requireIntact();
            return array;
        }
    }
}
