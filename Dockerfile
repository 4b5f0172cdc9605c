# A static binary for the platform of the target, compiled on the platform of the builder.
FROM --platform=$BUILDPLATFORM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG TARGETOS TARGETARCH VERSION=dev
RUN CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH \
    go build -trimpath -ldflags "-s -w -X main.version=$VERSION" -o /out/rastau . \
 && mkdir -m 0700 /out/data

# No shell, no packages; certificates, time zones and a user of no rights are in it.
FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=build /out/rastau /usr/local/bin/rastau
# A new volume takes its owner and mode from here.
COPY --from=build --chown=nonroot:nonroot /out/data /data
ENV RASTAU_DATA=/data \
    RASTAU_LISTEN=:8080 \
    RASTAU_METRICS_LISTEN=:8081
VOLUME /data
EXPOSE 8080 8081
# There is no redis-server in the image: RASTAU_REDIS_URL has to say where one is. /healthz and /readyz, at port 8081,
# are for whoever watches the container; publish that port to nobody else.
ENTRYPOINT ["rastau"]
CMD ["run"]
