package dev.trn3.kernel.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ValueNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A text of a JSON tree that stays the UTF-8 in which it came; it becomes a string only where
 * somebody asks for one. So ten megabytes that a cell prints go to the front end without being
 * decoded and encoded again.
 */
public final class PrintedText extends ValueNode {

  private static final long serialVersionUID = 1;

  private final byte[] utf8;

  /**
   * The text of these bytes. What is no UTF-8 in them is replaced. They may become others once the
   * message has been sent; who keeps it longer makes a {@link #deepCopy copy}.
   */
  public PrintedText(byte[] utf8) {
    this.utf8 = utf8;
  }

  byte[] utf8() {
    return utf8;
  }

  @Override
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // As Jackson does.
  public <T extends JsonNode> T deepCopy() {
    return (T) new PrintedText(utf8.clone());
  }

  @Override
  public JsonNodeType getNodeType() {
    return JsonNodeType.STRING;
  }

  @Override
  public JsonToken asToken() {
    return JsonToken.VALUE_STRING;
  }

  @Override
  public String textValue() {
    return new String(utf8, StandardCharsets.UTF_8);
  }

  @Override
  public String asText() {
    return textValue();
  }

  @Override
  public void serialize(JsonGenerator out, SerializerProvider provider) throws IOException {
    out.writeString(textValue());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PrintedText text && Arrays.equals(utf8, text.utf8);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(utf8);
  }
}
