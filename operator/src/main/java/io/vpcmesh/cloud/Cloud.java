package io.vpcmesh.cloud;

/** AWS, by Region. */
public interface Cloud {

  CloudMap cloudMap(String region);

  Sts sts(String region);
}
