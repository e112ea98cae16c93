package dev.trn3.workload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads a model from the {@code config.json} that Hugging Face stores beside its weights.
 *
 * <p>Understands the Llama, Mistral, Mixtral, Qwen2, Qwen3 (dense and mixture), DeepSeek-V2/V3,
 * Kimi, gpt-oss, Llama 4, GPT-2, BERT, RoBERTa and ModernBERT families, the hybrids Qwen3-Next and
 * Qwen3.5, and any other that uses the same field names. Hybrids of another kind (Kimi Linear,
 * Mamba and its relatives) are refused. Of models that also see, the part that reads text is read.
 */
public final class HuggingFace {

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private HuggingFace() {}

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException if the file is not JSON or lacks a field
   * @throws UncheckedIOException if the file cannot be read
   */
  public static Transformer read(Path config) {
    try {
      return parse(config.toString(), Files.readString(config));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + config + ": " + e, e);
    }
  }

  /**
   * Reads the text of a {@code config.json}.
   *
   * @param name what to call the model, and the file in errors
   * @throws IllegalArgumentException if the text is not JSON, lacks a field, or has fields that are
   *     wrong or contradict each other; the message names them and what would do
   */
  public static Transformer parse(String name, String text) {
    JsonNode root;
    try {
      root = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      String why = e.getOriginalMessage();
      String what = why.startsWith("Duplicate field") ? " says a field twice: " : " is not JSON: ";
      throw new IllegalArgumentException(name + what + why, e);
    }
    if (root == null || !root.isObject()) {
      throw new IllegalArgumentException(name + " is not a JSON object");
    }
    return new ConfigFields(name, text(root)).transformer();
  }

  /** The part about text; what is said for the whole model holds for it. */
  private static JsonNode text(JsonNode root) {
    if (!(root.get("text_config") instanceof ObjectNode text)) {
      return root;
    }
    String tied = "tie_word_embeddings";
    return text.has(tied) || !root.has(tied) ? text : text.deepCopy().set(tied, root.get(tied));
  }
}
