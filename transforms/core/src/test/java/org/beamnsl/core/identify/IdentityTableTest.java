package org.beamnsl.core.identify;

import static com.google.common.truth.Truth.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.beamnsl.core.example.RepeatedIds;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.page.PartitionPages;
import org.beamnsl.core.tfrecord.RecordLookup;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;
import org.tensorflow.proto.Features;
import org.tensorflow.proto.Int64List;

class IdentityTableTest {
  private static final IdentifyParams BY_CONTENT = IdentifyParams.defaults();
  private static final IdentifyParams BY_ID = new IdentifyParams(IdStrategy.FEATURE, "id", 0);

  /** Ids of many lengths, most of which begin alike, in random order. */
  private static List<byte[]> ids() {
    List<byte[]> ids = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      ids.add((i % 3 == 0 ? "" + i : "name-" + i).getBytes(UTF_8));
    }
    ids.add("a".getBytes(UTF_8));
    ids.add("a\0".getBytes(UTF_8));
    ids.add("\u00ff".getBytes(UTF_8));
    Collections.shuffle(ids, new Random(5));
    return ids;
  }

  @Test
  void recordsComeInTheOrderOfTheirKeysHoweverTheyAreStored() throws IOException {
    List<byte[]> ids = ids();
    IdentityTable whole = new IdentityTable(BY_ID);
    PartitionPages pages = new PartitionPages(1, (partition, page) -> whole.addPage(page));
    IdentityTable looked = new IdentityTable(BY_ID, new ListLookup(ids));
    PartitionPages places = new PartitionPages(1, (partition, page) -> looked.addPage(page));
    for (int i = 0; i < ids.size(); i++) {
      IdentityTable.put(pages, ids.get(i), 0, ids.get(i));
      IdentityTable.putPlace(places, ids.get(i), 0, i, ids.get(i).length);
    }
    pages.flush();
    places.flush();

    List<byte[]> sorted = new ArrayList<>(ids);
    sorted.sort(Arrays::compareUnsigned);
    for (IdentityTable table : List.of(whole, looked)) {
      List<byte[]> came = new ArrayList<>();
      table.identify((split, bytes, start, end) -> came.add(Arrays.copyOfRange(bytes, start, end)));
      assertThat(came).hasSize(sorted.size());
      for (int i = 0; i < came.size(); i++) {
        assertThat(came.get(i)).isEqualTo(sorted.get(i));
      }
    }
  }

  @Test
  void idsThatComeTwiceAreToldWhateverTheirSplitAndNothingIsHandedOn() throws IOException {
    IdentityTable table = new IdentityTable(BY_ID);
    PartitionPages pages = new PartitionPages(1, (partition, page) -> table.addPage(page));
    for (byte[] id : ids()) {
      IdentityTable.put(pages, id, 0, id);
    }
    IdentityTable.put(pages, "name-7".getBytes(UTF_8), 1, new byte[] {1});
    pages.flush();

    List<byte[]> came = new ArrayList<>();
    RepeatedIds repeated =
        table.identify(
            (split, bytes, start, end) -> came.add(Arrays.copyOfRange(bytes, start, end)));

    assertThat(repeated.first()).containsExactly("'name-7'");
    assertThat(came).isEmpty();
    NslException twice = assertThrows(NslException.class, () -> BY_ID.checkUnique(repeated));
    assertThat(twice).hasMessageThat().contains("among them 'name-7';");
  }

  @Test
  void equalKeysAreOrderedByContentWhetherRecordsAreStoredOrLookedUp() throws IOException {
    List<byte[]> examples = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      Feature number =
          Feature.newBuilder()
              .setInt64List(Int64List.newBuilder().addValue((i * 7919L % 50) << i % 40))
              .build();
      examples.add(
          Example.newBuilder()
              .setFeatures(Features.newBuilder().putFeature("number", number))
              .build()
              .toByteArray());
    }
    IdentityTable whole = new IdentityTable(BY_CONTENT);
    PartitionPages pages = new PartitionPages(1, (partition, page) -> whole.addPage(page));
    IdentityTable looked = new IdentityTable(BY_CONTENT, new ListLookup(examples));
    PartitionPages places = new PartitionPages(1, (partition, page) -> looked.addPage(page));
    for (int i = 0; i < examples.size(); i++) {
      byte[] key = {(byte) (i % 2)};
      IdentityTable.put(pages, key, i % 3, examples.get(i));
      IdentityTable.putPlace(places, key, i % 3, i, examples.get(i).length);
    }
    pages.flush();
    places.flush();

    assertThat(identified(looked)).isEqualTo(identified(whole));
  }

  private static List<ByteBuffer> identified(IdentityTable table) throws IOException {
    List<ByteBuffer> records = new ArrayList<>();
    table.identify(
        (split, bytes, start, end) ->
            records.add(ByteBuffer.wrap(Arrays.copyOfRange(bytes, start, end))));
    return records;
  }

  /** Records whose places are their numbers in a list. */
  private static final class ListLookup implements RecordLookup {
    private final List<byte[]> records;
    private byte[] found = {};

    ListLookup(List<byte[]> records) {
      this.records = records;
    }

    @Override
    public void find(long sequence) {
      found = records.get((int) sequence);
    }

    @Override
    public byte[] bytes() {
      return found;
    }

    @Override
    public int start() {
      return 0;
    }

    @Override
    public int end() {
      return found.length;
    }
  }
}
