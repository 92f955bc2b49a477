package org.lgsc.cli.fuzz;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.lgsc.core.image.ImageEncoder;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.internal.weights.ElementType;
import org.lgsc.core.internal.weights.StateDict;
import org.lgsc.core.internal.weights.Tensor;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.model.ModelMetadata;
import org.lgsc.core.network.AuxiliaryInput;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.core.network.ResNet18;
import org.lgsc.core.weights.OnnxExport;
import org.lgsc.data.fixture.TinyNetwork;
import org.lgsc.data.synthetic.SyntheticFaces;
import org.lgsc.eval.score.PadScore;
import org.lgsc.eval.score.ScoreFile;
import org.lgsc.train.baseline.BaselineModel;

/** Small whole files of each kind, made by code. */
final class Corpus {
    private final Path folder;

    Corpus(Path folder) {
        this.folder = folder;
    }

    private static LgscModel model() {
        return LgscModel.untrained(
                LgscNetwork.builder()
                        .baseWidth(1)
                        .inputSize(32)
                        .tripletLevels()
                        .auxiliaryInput(AuxiliaryInput.NONE)
                        .build(),
                InputScaling.SYMMETRIC);
    }

    /** A model, and the same without the digests that would stop most mutations early. */
    List<byte[]> models() throws IOException {
        Path file = folder.resolve("seed.zip");
        model().save(file);
        byte[] whole = Files.readAllBytes(file);
        return List.of(whole, withoutDigests(file), withoutDigests(file));
    }

    /** A CNN; its file has no digests. */
    List<byte[]> baselines() throws IOException {
        Path file = folder.resolve("baseline.zip");
        ModelMetadata metadata = model().metadata();
        new BaselineModel(
                        BaselineModel.CNN,
                        metadata.preprocessing(),
                        metadata.threshold(),
                        metadata.provenance(),
                        null,
                        ResNet18.builder().baseWidth(1).build().init())
                .save(file);
        return List.of(Files.readAllBytes(file));
    }

    private static byte[] withoutDigests(Path file) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(file));
                ZipOutputStream packed = new ZipOutputStream(out)) {
            for (ZipEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
                byte[] content = in.readAllBytes();
                if (e.getName().equals("lgsc.json")) {
                    content =
                            new String(content, StandardCharsets.UTF_8)
                                    .replace("\"parts\"", "\"others\"")
                                    .getBytes(StandardCharsets.UTF_8);
                }
                packed.putNextEntry(new ZipEntry(e.getName()));
                packed.write(content);
            }
        }
        return out.toByteArray();
    }

    List<byte[]> safetensors() throws IOException {
        Path file = folder.resolve("seed.safetensors");
        new StateDict(
                        Map.of(
                                "conv1.weight",
                                new Tensor(ElementType.FLOAT32, new long[] {2, 3}, new float[6]),
                                "bn1.weight",
                                new Tensor(ElementType.FLOAT32, new long[] {2}, new float[2]),
                                "bn1.num_batches_tracked",
                                new Tensor(ElementType.INT64, new long[0], new float[1])))
                .writeSafetensors(file, Map.of("format", "pt"));
        Path whole = folder.resolve("whole.safetensors");
        StateDict.of(model().graph()).writeSafetensors(whole, Map.of());
        return List.of(Files.readAllBytes(file), Files.readAllBytes(whole));
    }

    /** torch.save's, from the parity fixture, and a short one in the older format. */
    List<byte[]> pickles() throws IOException {
        Path fixture = TinyNetwork.folder();
        return List.of(
                Files.readAllBytes(fixture.resolve("weights.pth")),
                old(),
                Files.readAllBytes(fixture.resolve("weights.npz")));
    }

    private static byte[] old() {
        String pickle =
                "\u0080\u0002\u008a\n\u006c\u00fc\u009c\u0046\u00f9\u0020\u006a\u00a8\u0050\u0019."
                        + "\u0080\u0002M\u00e9\u0003."
                        + "\u0080\u0002}."
                        + "\u0080\u0002ccollections\nOrderedDict\n)R(X\u0001\u0000\u0000\u0000a"
                        + "ctorch._utils\n_rebuild_tensor_v2\n((X\u0007\u0000\u0000\u0000storage"
                        + "ctorch\nFloatStorage\nX\u0001\u0000\u0000\u00000X\u0003\u0000\u0000\u0000cpu"
                        + "K\u0002NtQK\u0000K\u0002\u0085K\u0001\u0085\u0089}tRu."
                        + "\u0080\u0002]X\u0001\u0000\u0000\u00000a."
                        + "\u0002\u0000\u0000\u0000\u0000\u0000\u0000\u0000"
                        + "\u0000\u0000\u0080\u003f\u0000\u0000\u0000\u0040";
        return pickle.getBytes(StandardCharsets.ISO_8859_1);
    }

    List<byte[]> onnx() throws IOException {
        Path file = folder.resolve("seed.onnx");
        OnnxExport.write(model(), file);
        return List.of(Files.readAllBytes(file));
    }

    List<byte[]> scoreFiles() throws IOException {
        Path file = folder.resolve("seed.csv");
        ScoreFile.write(
                file,
                List.of(
                        PadScore.live("a/1.png", "anna", 0.125),
                        PadScore.live("b, \"b\"/1.png", "bert", 0.25),
                        PadScore.attack("a/2.png", "print", "anna", 0.875)));
        return List.of(Files.readAllBytes(file));
    }

    List<byte[]> images() throws IOException {
        SyntheticFaces faces = SyntheticFaces.of(3);
        RgbImage face = faces.portrait(0, 64);
        BufferedImage awt = face.toBufferedImage();
        ByteArrayOutputStream bmp = new ByteArrayOutputStream();
        ImageIO.write(awt, "bmp", bmp);
        BufferedImage grey = new BufferedImage(64, 64, BufferedImage.TYPE_USHORT_GRAY);
        grey.createGraphics().drawImage(awt, 0, 0, null);
        ByteArrayOutputStream png16 = new ByteArrayOutputStream();
        ImageIO.write(grey, "png", png16);
        return List.of(
                ImageEncoder.png(face),
                ImageEncoder.jpeg(face, 80),
                bmp.toByteArray(),
                png16.toByteArray());
    }
}
