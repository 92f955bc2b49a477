package org.lgsc.core.foreign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import onnx.Onnx.ModelProto;
import onnx.Onnx.TensorProto;
import org.lgsc.core.internal.file.Sha256;

/** Modified networks, each next to a card with its digest. */
public final class OddNetworks {
    private OddNetworks() {}

    /** The card of one of the fixtures, for a modified network. */
    public static Path card(Path folder, String name, Consumer<ModelProto.Builder> change)
            throws IOException {
        Path source = ForeignPictures.folder();
        ForeignCard.Network network =
                ForeignCard.read(source.resolve(name + ".json")).networks().get(0);
        ModelProto.Builder model =
                ModelProto.parseFrom(Files.readAllBytes(source.resolve(network.file())))
                        .toBuilder();
        change.accept(model);
        byte[] bytes = model.build().toByteArray();
        Files.write(folder.resolve(network.file()), bytes);
        String card = Files.readString(source.resolve(name + ".json"));
        return Files.writeString(
                folder.resolve(name + ".json"), card.replace(network.sha256(), Sha256.of(bytes)));
    }

    /** An initialiser of a model. */
    public static TensorProto.Builder weight(ModelProto.Builder model, String name) {
        return model.getGraphBuilder().getInitializerBuilderList().stream()
                .filter(w -> w.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
