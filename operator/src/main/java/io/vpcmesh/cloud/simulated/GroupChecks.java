package io.vpcmesh.cloud.simulated;

import com.google.common.collect.ImmutableMap;
import java.util.regex.Pattern;

/** What EC2 demands of texts and tags. */
record GroupChecks(RuleBook rules, Quotas quotas) {

  private static final int MAX_TAG_KEY = 127;
  private static final int MAX_TAG_VALUE = 256;
  private static final String CHARACTERS = "[a-zA-Z0-9 ._:/()#,@\\[\\]+=;{}!$*%s-]";
  private static final Pattern GROUP_TEXT = Pattern.compile(CHARACTERS.formatted("&") + "{1,255}");
  private static final Pattern RULE_TEXT = Pattern.compile(CHARACTERS.formatted("") + "{0,255}");

  void checkName(String name) {
    require(
        GroupRule.NAME_PATTERN,
        GROUP_TEXT.matcher(name).matches() && !name.startsWith("sg-"),
        "Invalid security group name '" + name + "'");
  }

  void checkDescription(String description) {
    require(
        GroupRule.DESCRIPTION_PATTERN,
        GROUP_TEXT.matcher(description).matches(),
        "Invalid security group description '" + description + "'");
  }

  void checkRuleDescription(String description) {
    require(
        IngressRule.DESCRIPTION_PATTERN,
        RULE_TEXT.matcher(description).matches(),
        "Invalid rule description '" + description + "'");
  }

  /** All tags of an object as they would be after the request. */
  void checkTags(ImmutableMap<String, String> tags) {
    tags.forEach(this::checkTag);
    if (rules.keeps(GroupRule.TAGS_AT_MOST_50) && tags.size() > quotas.tags()) {
      throw Refused.overQuota(
          "TagLimitExceeded", "a resource has at most " + quotas.tags() + " tags");
    }
  }

  private void checkTag(String key, String value) {
    require(
        GroupRule.TAG_LENGTHS,
        !key.isEmpty() && key.length() <= MAX_TAG_KEY && value.length() <= MAX_TAG_VALUE,
        "the tag '" + key + "' has a key or a value of a wrong length");
    require(
        GroupRule.TAG_PREFIX_RESERVED,
        !key.startsWith("aws:"),
        "Tag keys starting with 'aws:' are reserved for internal use: '" + key + "'");
  }

  private void require(Rule rule, boolean fulfilled, String message) {
    if (rules.keeps(rule) && !fulfilled) {
      throw Refused.wrong("InvalidParameterValue", message);
    }
  }
}
