package io.vpcmesh.cloud.simulated;

import com.google.common.collect.ImmutableMap;
import java.util.regex.Pattern;

/** What AWS demands of the parts that many requests have. */
record Requests(RuleBook rules, Quotas quotas) {

  private static final int MAX_REQUEST_ID = 64;
  private static final int MAX_DESCRIPTION = 1_024;
  private static final int MAX_TAG_KEY = 128;
  private static final int MAX_TAG_VALUE = 256;
  private static final Pattern INSTANCE_ID = Pattern.compile("[0-9a-zA-Z_/:.@-]{1,64}");

  void checkRequestId(String id) {
    rules.require(
        RequestRule.CREATOR_REQUEST_ID_LENGTH,
        id.length() <= MAX_REQUEST_ID,
        "CreatorRequestId has more than 64 characters: '" + id + "'");
  }

  void checkDescription(String description) {
    rules.require(
        RequestRule.DESCRIPTION_LENGTH,
        description.length() <= MAX_DESCRIPTION,
        "Description has more than 1024 characters: '" + description + "'");
  }

  void checkInstanceId(String id) {
    rules.require(
        InstanceRule.ID_PATTERN,
        INSTANCE_ID.matcher(id).matches(),
        "InstanceId '" + id + "' does not match ^[0-9a-zA-Z_/:.@-]+$");
  }

  /** All tags of an object as they would be after the request. */
  void checkTags(ImmutableMap<String, String> tags) {
    tags.forEach(this::checkTag);
    if (rules.keeps(TagRule.AT_MOST_50) && tags.size() > quotas.tags()) {
      throw Refused.overQuota(
          "TooManyTagsException", "an object has at most " + quotas.tags() + " tags");
    }
  }

  private void checkTag(String key, String value) {
    rules.require(
        TagRule.LENGTHS,
        !key.isEmpty() && key.length() <= MAX_TAG_KEY && value.length() <= MAX_TAG_VALUE,
        "the tag '" + key + "' has a key or a value of a wrong length");
    rules.require(
        TagRule.AWS_PREFIX_RESERVED,
        !key.startsWith("aws:"),
        "the tag key '" + key + "' starts with aws:, which is reserved");
  }
}
