package org.lgsc.core.internal.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.lgsc.core.LgscException;
import org.lgsc.core.internal.file.AtomicFile;
import org.lgsc.core.internal.file.IoReason;
import org.lgsc.core.internal.file.RegularFiles;
import org.lgsc.core.internal.network.TorchNames;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Named weights in the form that frameworks exchange.
 *
 * <p>Read from {@code .pth} and {@code .pt} (torch.save of a state_dict, new and old format),
 * {@code .safetensors}, {@code .npz} and the initialisers of {@code .onnx}. The format is
 * recognised by the content, not by the name. Files are treated as data only: a pickle that names
 * anything other than tensors is rejected, no class is loaded, no other file is opened, and the
 * amount of data is limited by the size of the file.
 *
 * @param tensors tensors by name, in the file's order
 * @param metadata text entries of a {@code .safetensors} file; empty for others
 */
public record StateDict(Map<String, Tensor> tensors, Map<String, String> metadata) {
    /** Copies the maps. */
    public StateDict {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /** Tensors without text entries. */
    public StateDict(Map<String, Tensor> tensors) {
        this(tensors, Map.of());
    }

    /**
     * Reads a file of any of the formats.
     *
     * @throws LgscException naming the file when it is missing, damaged, of another kind or
     *     contains anything but numbers
     */
    public static StateDict read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw LgscException.ofFile("There is no weight file %s.", file);
        }
        try (FileChannel channel = RegularFiles.openChannel(file)) {
            long size = channel.size();
            if (size > Integer.MAX_VALUE) {
                throw new WeightFileException("it is larger than 2 GiB");
            }
            // mapped, not copied: only the tensors are kept
            ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, size);
            return isZip(bytes) ? new StateDict(zip(file, size)) : withoutZip(bytes.duplicate());
        } catch (WeightFileException e) {
            throw LgscException.of(e, "Cannot read the weights in %s: %s.", file, e.getMessage());
        } catch (ZipException e) {
            throw LgscException.of(
                    e, "Cannot read the weights in %s: the file is damaged or truncated.", file);
        } catch (IOException e) {
            throw LgscException.of(e, "Cannot read the weights in %s: %s.", file, IoReason.of(e));
        }
    }

    private static boolean isZip(ByteBuffer bytes) {
        return bytes.remaining() > 4 && bytes.get(0) == 'P' && bytes.get(1) == 'K';
    }

    private static Map<String, Tensor> zip(Path file, long size)
            throws IOException, WeightFileException {
        try (ZipFile zip = RegularFiles.openZip(file)) {
            List<? extends ZipEntry> pickles =
                    zip.stream()
                            .filter(e -> e.getName().matches("([^/]+/)?(data|constants)\\.pkl"))
                            .toList();
            if (pickles.isEmpty()) {
                return NpzFile.read(zip, size);
            }
            if (pickles.size() > 1 || !pickles.get(0).getName().endsWith("data.pkl")) {
                throw new WeightFileException(
                        "it is a TorchScript archive, which contains code: save a state_dict");
            }
            return TorchFile.fromZip(zip, pickles.get(0), size);
        }
    }

    private static StateDict withoutZip(ByteBuffer bytes) throws IOException, WeightFileException {
        if (bytes.remaining() > 2 && bytes.get(0) == (byte) 0x80 && bytes.get(1) <= 5) {
            return new StateDict(TorchFile.fromOld(bytes));
        }
        return SafetensorsFile.looksLike(bytes)
                ? SafetensorsFile.read(bytes)
                : new StateDict(OnnxInitialisers.read(bytes));
    }

    /** Returns the weights of a network under the names of {@link TorchNames}, as float32. */
    public static StateDict of(ComputationGraph graph) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        TorchNames.of(graph)
                .forEach(
                        (name, entry) -> {
                            INDArray value =
                                    TorchNames.toTorch(entry, graph.getParam(entry.parameter()));
                            tensors.put(
                                    name,
                                    new Tensor(
                                            ElementType.FLOAT32,
                                            torchShape(value),
                                            value.castTo(DataType.FLOAT).data().asFloat()));
                        });
        return new StateDict(tensors);
    }

    /** Returns the weights rounded to 16 bits, which halves the size of the file. */
    public StateDict halves() {
        Map<String, Tensor> halves = new LinkedHashMap<>();
        tensors.forEach(
                (name, t) ->
                        halves.put(
                                name,
                                t.type().isFloat()
                                        ? new Tensor(ElementType.FLOAT16, t.shape(), t.values())
                                        : t));
        return new StateDict(halves, metadata);
    }

    /**
     * Writes a {@code .safetensors} file: floats as F32, those of {@link #halves()} as F16,
     * counters as I64.
     *
     * @param metadata additional text entries; may be empty
     * @throws LgscException naming the file when it cannot be written
     */
    public void writeSafetensors(Path file, Map<String, String> metadata) {
        AtomicFile.write(
                file,
                "the safetensors file ",
                out -> SafetensorsFile.write(tensors, metadata, out));
    }

    /** A vector is [1, C] to DL4J in places, and [C] to torch everywhere. */
    public static long[] torchShape(INDArray value) {
        boolean row = value.rank() == 2 && value.size(0) == 1;
        return row ? new long[] {value.size(1)} : value.shape();
    }
}
